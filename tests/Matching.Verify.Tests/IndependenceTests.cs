using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace Matching.Verify.Tests;

public sealed class IndependenceTests
{
    [Fact]
    public void The_audit_uses_the_words_of_the_domain_and_nothing_of_any_allocator()
    {
        using var file = File.OpenRead(typeof(PlanAudit).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var namespaces = metadata.TypeReferences
            .Select(handle => metadata.GetTypeReference(handle))
            .Select(type => metadata.GetString(type.Namespace))
            .Where(name => name.StartsWith("Matching.", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);

        string[] words = ["Matching.Engine.Geography", "Matching.Engine.Needs", "Matching.Engine.Plans", "Matching.Engine.Pledges", "Matching.Engine.Quantities", "Matching.Engine.Rounds"];
        Assert.Equal(words, namespaces.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_audit_needs_no_library_but_the_engine_and_the_runtime() =>
        Assert.All(typeof(PlanAudit).Assembly.GetReferencedAssemblies(), needed =>
            Assert.True(needed.Name is "Matching.Engine" || needed.Name!.StartsWith("System.", StringComparison.Ordinal), needed.FullName));

    [Fact]
    public void Only_the_doors_and_their_complaints_are_public() =>
        Assert.Equal(
            ["CompanyAudit", "PlanAudit", "Served", "UnionAudit", "UnionComplaint", "Violation", "ViolationKind"],
            typeof(PlanAudit).Assembly.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal));
}
