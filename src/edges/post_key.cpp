#include "edges/post_key.hpp"

#include "base/bytes.hpp"
#include "crypto/hash.hpp"

namespace reachline::edges {

std::string kept_key(std::string_view sent)
{
    if (sent.empty())
        return {};
    return hex_of(crypto::blake2b({ bytes_of("post key"), bytes_of(sent) })).substr(0, 32);
}

} // namespace reachline::edges
