using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Accounts;

/// <summary>Identity's store of accounts over <see cref="OperatorDatabase"/>, whose passkeys know when they were used.</summary>
internal sealed class OperatorStore(OperatorDatabase database, IdentityErrorDescriber describer)
    : UserOnlyStore<OperatorAccount, OperatorDatabase, string, IdentityUserClaim<string>, IdentityUserLogin<string>, IdentityUserToken<string>, OperatorPasskey>(database, describer);
