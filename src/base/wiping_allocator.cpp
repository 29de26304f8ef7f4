// Memory is wiped as it is given back.
//
// A locked server cannot read what it stored, but words pass through it: the request, the parsed
// form, the command, the row. Wiping each of them by hand would be forgotten somewhere, and moved
// strings, grown vectors and finished coroutines leave copies that nobody holds any more. So free()
// and realloc() wipe, for the C libraries too; operator delete and every container end there.
//
// This file is linked into the executables only (see CMakeLists.txt). It stands on glibc, which
// lets a program bring its own allocator and exports the one below it. What it does not reach is
// the stack (see scrub.hpp) and memory that is kept: a buffer reused from one request to the next
// has to be wiped by who reuses it.

#if !defined(__SANITIZE_ADDRESS__) // that one brings its own, and poisons what is freed

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <malloc.h>

extern "C" {

void __libc_free(void*);
void* __libc_malloc(std::size_t);

void free(void* block) noexcept
{
    if (block == nullptr)
        return;
    int const kept = errno; // free() leaves it alone
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
    errno = kept;
}

// The one below may move the block and leave the old words behind.
void* realloc(void* block, std::size_t size) noexcept
{
    if (block == nullptr)
        return __libc_malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    auto const room = malloc_usable_size(block);
    if (size <= room && size >= room / 2) {
        explicit_bzero(static_cast<char*>(block) + size, room - size);
        return block;
    }
    void* const moved = __libc_malloc(size);
    if (moved == nullptr)
        return nullptr;
    std::memcpy(moved, block, std::min(room, size));
    free(block);
    return moved;
}
}

#endif
