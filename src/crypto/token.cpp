#include "crypto/token.hpp"

#include "crypto/hash.hpp"

namespace reachline::crypto {

std::string new_token(Random& random)
{
    return random.hex(token_digits / 2);
}

Bytes hash_of_token(std::string_view token)
{
    return blake2b({ bytes_of("reachline token"), bytes_of(token) });
}

} // namespace reachline::crypto
