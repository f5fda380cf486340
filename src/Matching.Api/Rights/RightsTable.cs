using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matching.Api.Rights;

/// <summary>How far a right reaches.</summary>
internal enum Reach
{
    /// <summary>The caller's own account only.</summary>
    Self,

    /// <summary>The donors that the caller speaks for.</summary>
    Donor,

    /// <summary>The caller's communes.</summary>
    Commune,

    /// <summary>The caller's provinces and all their communes.</summary>
    Province,

    All,
}

/// <summary>What an operation does, as far as the separation of duties asks.</summary>
internal enum OperationKind
{
    Read,

    /// <summary>Changes records of needs, pledges or deliveries.</summary>
    Change,

    /// <summary>Decides who gets what; no administrator may.</summary>
    Allocate,

    /// <summary>Changes accounts, keys or settings.</summary>
    Settings,

    /// <summary>Concerns the caller's own session and account alone.</summary>
    Own,
}

/// <summary>A role that an account or a machine key may hold.</summary>
/// <param name="Scope">What its holder must be given beside it: donors, communes, provinces, or nothing.</param>
/// <param name="SecondFactor">A code beside the password is required.</param>
/// <param name="Alone">Its holder can hold no other role.</param>
/// <param name="Key">A machine key may carry it.</param>
internal sealed record RoleRow(string Name, string Vi, string En, Reach Scope, bool SecondFactor = false, bool Alone = false, bool Key = false);

/// <summary>An operation and who may do it, how far.</summary>
/// <param name="Personal">It shows or changes data of donors or of people who use the service.</param>
internal sealed record OperationRow(string Name, string Vi, string En, OperationKind Kind, ImmutableSortedDictionary<string, Reach> Rights, bool Personal = false);

/// <summary>The table of rights: the one file that policies, tests and docs/rights.md are made from. What it does not name is denied.</summary>
internal sealed class RightsTable
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private readonly FrozenDictionary<string, RoleRow> _roles;
    private readonly FrozenDictionary<string, OperationRow> _operations;

    private RightsTable(Document document)
    {
        (Anonymous, Roles, Operations) = (document.Anonymous, document.Roles, document.Operations);
        _roles = Roles.ToFrozenDictionary(role => role.Name, StringComparer.Ordinal);
        _operations = Operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
        foreach (var operation in Operations)
        {
            foreach (var role in operation.Rights.Keys)
            {
                if (!_roles.ContainsKey(role))
                {
                    throw new InvalidDataException($"rights.json gives {operation.Name} to {role}, which is no role of it.");
                }
            }
        }
    }

    /// <summary>The table that this program carries.</summary>
    public static RightsTable Own { get; } = Embedded();

    /// <summary>Kinds of endpoints that ask for no sign-in.</summary>
    public ImmutableArray<string> Anonymous { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<RoleRow> Roles { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<OperationRow> Operations { get; }

    /// <exception cref="JsonException">It is not of the form; says where.</exception>
    /// <exception cref="InvalidDataException">It names a role that it does not state.</exception>
    public static RightsTable Parse(Stream json) => new(JsonSerializer.Deserialize<Document>(json, Form) ?? throw new InvalidDataException("rights.json is empty."));

    public RoleRow? Role(string name) => _roles.GetValueOrDefault(name);

    public OperationRow? Find(string operation) => _operations.GetValueOrDefault(operation);

    /// <summary>Whether any of the roles may do it at all, somewhere.</summary>
    public bool Allows(Caller caller, string operation) =>
        Find(operation) is { } row && caller.Roles.Any(row.Rights.ContainsKey);

    /// <summary>Where the caller may do it: nowhere, unless a role of theirs has the right.</summary>
    public Jurisdiction Where(Caller caller, string operation)
    {
        var reaches = Find(operation) is { } row ? caller.Roles.Where(row.Rights.ContainsKey).Select(role => row.Rights[role]).ToHashSet() : [];
        return new Jurisdiction(
            reaches.Contains(Reach.All),
            reaches.Contains(Reach.Province) ? caller.Provinces : [],
            reaches.Contains(Reach.Commune) ? caller.Communes : [],
            reaches.Contains(Reach.Donor) ? caller.Donors : []);
    }

    private static RightsTable Embedded()
    {
        using var file = typeof(RightsTable).Assembly.GetManifestResourceStream("rights.json")!;
        return Parse(file);
    }

    private sealed record Document(ImmutableArray<string> Anonymous, ImmutableArray<RoleRow> Roles, ImmutableArray<OperationRow> Operations);
}
