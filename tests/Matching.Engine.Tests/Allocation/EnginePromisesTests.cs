using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using Matching.Engine.Allocation;

namespace Matching.Engine.Tests.Allocation;

/// <summary>Promises about the code of the engine, read from its compiled form.</summary>
public sealed class EnginePromisesTests
{
    private static readonly Assembly Engine = typeof(IAllocator).Assembly;

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types by which a program reaches disk, network, other processes, the console, chance, or a clock that nobody handed in.</summary>
    private static readonly ImmutableHashSet<string> OutsideTypes =
    [
        "System.Console", "System.AppContext", "System.Random", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Threading.Timer", "System.Threading.Thread", "System.Runtime.InteropServices.NativeLibrary",
    ];

    private static readonly string[] OutsideNamespaces =
        ["System.IO", "System.Net", "System.Data", "System.Security.Cryptography", "System.Timers", "Microsoft.Win32", "Microsoft.Extensions", "Orleans"];

    /// <summary>Cryptography is outside for its chance and its keys; a hash is a function like any other.</summary>
    private static readonly string[] AllowedTypes = ["System.Security.Cryptography.SHA256"];

    private static readonly ImmutableHashSet<string> OutsideMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.TimeProvider.get_System", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Globalization.CultureInfo.get_CurrentCulture",
        "System.Globalization.CultureInfo.get_CurrentUICulture",
    ];

    /// <summary>All that is asked of the environment: iterators written by the compiler ask it which thread they run on.</summary>
    private static readonly string[] AllowedOfEnvironment = ["System.Environment.get_CurrentManagedThreadId"];

    [Fact]
    public void The_engine_needs_no_library_but_the_runtime_and_its_mathematics() =>
        Assert.All(Engine.GetReferencedAssemblies(), needed =>
            Assert.True(needed.Name is "MathNet.Numerics" || needed.Name!.StartsWith("System.", StringComparison.Ordinal), needed.FullName));

    [Fact]
    public void The_engine_reaches_nothing_outside_memory() =>
        Assert.DoesNotContain(Referenced().Types.Except(AllowedTypes), type =>
            OutsideTypes.Contains(type) || OutsideNamespaces.Any(name => type.StartsWith(name + ".", StringComparison.Ordinal)));

    [Fact]
    public void The_engine_reads_no_clock_no_chance_and_no_culture() => Assert.DoesNotContain(Referenced().Members, OutsideMembers.Contains);

    [Fact]
    public void The_engine_asks_nothing_of_its_environment() =>
        Assert.DoesNotContain(Referenced().Members, member =>
            member.StartsWith("System.Environment.", StringComparison.Ordinal) && !AllowedOfEnvironment.Contains(member, StringComparer.Ordinal));

    [Fact]
    public void Nothing_public_in_the_engine_can_be_changed_once_it_is_made()
    {
        var settable = Engine.GetExportedTypes()
            .SelectMany(type => type.GetProperties(Everything))
            .Where(property => property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));
        var writable = Engine.GetExportedTypes()
            .Where(type => !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral);

        Assert.Empty(settable.Select(Name));
        Assert.Empty(writable.Select(Name));
    }

    [Fact]
    public void The_engine_keeps_no_state_between_two_solves() =>
        Assert.Empty(Engine.GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(Everything))
            .Where(field => field.IsStatic && !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(Name));

    [Fact]
    public void No_floating_point_is_kept_anywhere_in_the_allocation()
    {
        var fields = AllocationTypes().SelectMany(type => type.GetFields(Everything)).Where(field => HoldsFloat(field.FieldType));

        Assert.Empty(fields.Select(Name));
    }

    [Fact]
    public void No_floating_point_is_computed_in_the_allocation_but_the_mean_coverage_for_display()
    {
        var methods = AllocationTypes()
            .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            .Where(method => method.GetParameters().Any(parameter => HoldsFloat(parameter.ParameterType))
                || (method is MethodInfo { ReturnType: var result } && HoldsFloat(result))
                || (method.GetMethodBody()?.LocalVariables.Any(local => HoldsFloat(local.LocalType)) ?? false));

        Assert.Equal(["Matching.Engine.Allocation.PlanWriter.ClassOf"], methods.Select(Name));
    }

    private static IEnumerable<Type> AllocationTypes()
    {
        var types = Engine.GetTypes().Where(type => type.Namespace?.StartsWith("Matching.Engine.Allocation", StringComparison.Ordinal) ?? false).ToList();
        Assert.Contains(typeof(LeximinAllocator), types);
        return types;
    }

    private static bool HoldsFloat(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.HasElementType && HoldsFloat(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(HoldsFloat));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.FullName}.{member.Name}";

    private static (List<string> Types, List<string> Members) Referenced()
    {
        using var file = File.OpenRead(Engine.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        string TypeName(TypeReferenceHandle handle)
        {
            var type = metadata.GetTypeReference(handle);
            return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }

        return (
            [.. metadata.TypeReferences.Select(TypeName).Order(StringComparer.Ordinal)],
            [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => $"{TypeName((TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}")
                .Order(StringComparer.Ordinal)]);
    }
}
