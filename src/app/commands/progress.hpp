#pragma once

// A bar on standard error while somebody watches; nothing in a log.

#include <cstdint>
#include <cstdio>
#include <unistd.h>

namespace reachline::app {

class ProgressBar {
public:
    explicit ProgressBar(char const* what)
        : what_(what)
    {
    }
    ~ProgressBar()
    {
        if (last_ >= 0)
            std::fprintf(stderr, "\r%*s\r", 60, "");
    }
    void operator()(std::uintmax_t done, std::uintmax_t of)
    {
        int const parts = of == 0 ? width : static_cast<int>(done * width / of);
        if (parts == last_ || isatty(STDERR_FILENO) == 0)
            return;
        last_ = parts;
        std::fprintf(stderr, "\r%s [%.*s%*s]", what_, parts, "##############################", width - parts, "");
        std::fflush(stderr);
    }

private:
    static constexpr int width = 30;
    char const* what_;
    int last_ = -1;
};

} // namespace reachline::app
