#include "edges/sign_in/sign_in.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/seal.hpp"
#include "crypto/secret.hpp"
#include "crypto/totp.hpp"
#include "hotline/people/vaults.hpp"

#include <memory>

namespace reachline::edges::sign_in {

namespace {

namespace people = hotline::people;
using hotline::World;

constexpr Literal not_right = "the name, the passphrase or the code is not right";

ByteView about_totp() { return bytes_of("totp secret"); }

struct Opened {
    std::shared_ptr<crypto::KeyPair> key;
    std::int64_t step = 0;
};

Result<Bytes> open_totp(crypto::KeyPair const& key, ByteView sealed)
{
    Bytes secret(crypto::totp_secret_size);
    TRY(crypto::open_into(secret, key, about_totp(), sealed));
    return secret;
}

/// The slow part, in a worker.
Result<Opened> try_secrets(people::SignInMaterial const& material, Secrets& secrets, Time now)
{
    auto key = TRY(crypto::account_key(secrets.passphrase, material.salt));
    crypto::wipe(secrets.passphrase);
    if (!material.account || !crypto::is_key_of(key, material.public_key))
        return fail(Fault::NotAllowed, not_right);
    auto secret = open_totp(key, material.totp_sealed);
    if (!secret)
        return fail(Fault::NotAllowed, not_right);
    auto const step = crypto::totp_step(*secret, secrets.code, now);
    crypto::wipe(*secret);
    if (!step)
        return fail(Fault::NotAllowed, not_right);
    return Opened { std::make_shared<crypto::KeyPair>(std::move(key)), *step };
}

void note_failure(CorePort& core, Id<hotline::Account> account)
{
    ask<int>(
        core,
        [account](World& world) -> Result<int> {
            TRY(people::note_failure(world, account));
            return 0;
        },
        [](Result<int>) {});
}

void open_session(CorePort& core, people::Surface surface, Id<hotline::Account> id, Opened opened, Answer answer)
{
    ask<SignedIn>(
        core,
        [id, surface, opened](World& world) -> Result<SignedIn> {
            auto token = TRY(people::open_session(world, id, surface, opened.step));
            auto account = TRY(people::account(world, id));
            TRY(people::unlock_vaults(world, account, *opened.key));
            return SignedIn { std::move(token), std::move(account) };
        },
        std::move(answer));
}

} // namespace

void sign_in(CorePort& core, people::Surface surface, Secrets secrets, Answer answer)
{
    struct Try {
        people::SignInMaterial material;
        Time now;
    };
    ask<Try>(
        core,
        [name = secrets.name](World& world) -> Result<Try> {
            return Try { TRY(people::sign_in_material(world, lower_ascii(trimmed(name)))), world.now() };
        },
        [&core, surface, secrets, answer](Result<Try> found) {
            if (!found)
                return answer(fail(found.error()));
            core.hash([&core, surface, secrets, answer, found = std::move(*found)]() mutable {
                auto opened = try_secrets(found.material, secrets, found.now);
                auto const id = found.material.account;
                if (!opened) {
                    if (opened.error().fault == Fault::NotAllowed)
                        note_failure(core, id);
                    return answer(fail(opened.error()));
                }
                open_session(core, surface, id, std::move(*opened), answer);
            });
        });
}

void unlock(CorePort& core, people::Surface surface, std::string token, std::string passphrase,
    std::function<void(Done)> answer)
{
    struct Try {
        people::SignInMaterial material;
        people::AccountRow account;
    };
    ask<Try>(
        core,
        [token, surface](World& world) -> Result<Try> {
            auto const session = TRY(people::session_of(world, token, surface));
            auto account = TRY(people::account(world, session.actor.account));
            return Try { TRY(people::sign_in_material(world, account.name)), account };
        },
        [&core, token, passphrase, answer](Result<Try> found) {
            if (!found)
                return answer(fail(found.error()));
            core.hash([&core, token, passphrase, answer, found = std::move(*found)]() mutable {
                auto key = crypto::account_key(passphrase, found.material.salt);
                crypto::wipe(passphrase);
                if (!key || !crypto::is_key_of(*key, found.material.public_key)) {
                    note_failure(core, found.account.id);
                    return answer(fail(Fault::NotAllowed, "the passphrase is not right"));
                }
                auto const shared = std::make_shared<crypto::KeyPair>(std::move(*key));
                ask<int>(
                    core,
                    [token, account = found.account, shared](World& world) -> Result<int> {
                        TRY(people::unlock_vaults(world, account, *shared));
                        TRY(people::unlock_session(world, token));
                        return 0;
                    },
                    [answer](Result<int> done) {
                        if (done)
                            answer({});
                        else
                            answer(fail(done.error()));
                    });
            });
        });
}

Bytes totp_secret_of(std::string_view invite_code)
{
    auto secret = crypto::blake2b({ bytes_of("totp secret of invite"), bytes_of(people::bare_invite_code(invite_code)) });
    secret.resize(crypto::totp_secret_size);
    return secret;
}

Result<InviteLook> look_at_invite(World& world, std::string const& invite_code)
{
    auto account = TRY(people::invited_by(world, invite_code));
    auto const secret = totp_secret_of(invite_code);
    // A neutral issuer: the entry in somebody's authenticator does not name what they do.
    auto uri = crypto::totp_uri(secret, "Notes", account.name);
    return InviteLook { std::move(account), crypto::base32_of(secret), std::move(uri) };
}

Result<people::Credentials> credentials(std::string_view passphrase, std::string_view account_name,
    ByteView totp_secret, Random& random, crypto::PassphraseCost cost)
{
    TRY(crypto::check_passphrase(passphrase, account_name));
    auto salt = crypto::new_salt(random);
    auto const key = TRY(crypto::account_key(passphrase, salt, cost));
    auto const& public_key = key.public_key();
    return people::Credentials { .salt = std::move(salt),
        .public_key = Bytes(public_key.begin(), public_key.end()),
        .totp_sealed = TRY(crypto::seal_to(public_key, about_totp(), totp_secret, random)) };
}

void enrol(CorePort& core, people::Surface surface, Enrolment wish,
    std::function<void(Result<people::AccountRow>)> answer)
{
    struct Invited {
        people::AccountRow account;
        Time now;
    };
    ask<Invited>(
        core,
        [code = wish.invite_code, surface](World& world) -> Result<Invited> {
            auto account = TRY(people::invited_by(world, code));
            if (account.organization.has_value() != (surface == people::Surface::Partners))
                return fail(Fault::NotFound, "this invitation opens nothing; ask for a new one");
            return Invited { std::move(account), world.now() };
        },
        [&core, wish, answer](Result<Invited> invited) {
            if (!invited)
                return answer(fail(invited.error()));
            core.hash([&core, wish, answer, invited = std::move(*invited)]() mutable {
                auto const secret = totp_secret_of(wish.invite_code);
                if (auto const step = crypto::totp_step(secret, wish.code, invited.now); !step)
                    return answer(fail(Fault::NotAllowed, "this code is not right; wait for the next one"));
                SystemRandom random;
                auto made = credentials(wish.passphrase, invited.account.name, secret, random);
                crypto::wipe(wish.passphrase);
                if (!made)
                    return answer(fail(made.error()));
                ask<people::AccountRow>(
                    core,
                    [code = wish.invite_code, made = std::move(*made)](World& world) -> Result<people::AccountRow> {
                        return people::activate(world, code, made);
                    },
                    answer);
            });
        });
}

} // namespace reachline::edges::sign_in
