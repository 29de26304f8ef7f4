#include "app/commands.hpp"
#include "app/verify/verify.hpp"

#include <cstdio>

namespace reachline::app {

int print_findings(std::vector<verify::Violation> const& findings)
{
    for (auto const& finding : findings) {
        if (finding.row)
            std::printf("%s: %s (%s, row %lld)\n", finding.rule.c_str(), finding.what.c_str(),
                finding.table.c_str(), static_cast<long long>(finding.row));
        else
            std::printf("%s: %s\n", finding.rule.c_str(), finding.what.c_str());
    }
    if (findings.empty())
        std::printf("verify: every promise holds\n");
    else
        std::printf("verify: %zu found\n", findings.size());
    return findings.empty() ? Fine : Failed;
}

int verify_hotline(std::string const& data)
{
    auto const findings = verify::hotline(data);
    if (!findings)
        return explain(findings.error());
    return print_findings(*findings);
}

} // namespace reachline::app
