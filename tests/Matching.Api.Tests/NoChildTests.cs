using System.Reflection;
using System.Text.RegularExpressions;
using Matching.Silo.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Matching.Api.Tests;

/// <summary>Needs are counts. Nothing that is stored, sent or computed has a place for data of a single child.</summary>
public sealed partial class NoChildTests
{
    // How many there are, in words of the domain; all of them counts or shares of a whole commune or line.
    private static readonly string[] s_counts = ["Children", "EthnicMinorityPercent"];

    public static TheoryData<string> Assemblies => new() { "Matching.Engine", "Matching.Files", "Matching.Silo", "matching-api", "Matching.Verify" };

    [Theory, MemberData(nameof(Assemblies))]
    public void No_type_has_a_place_for_data_of_a_single_child(string assembly)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var members = Assembly.Load(assembly).GetTypes()
            .SelectMany(type => type.GetProperties(own).Select(property => (Name: $"{type.Name}.{property.Name}", Member: property.Name, Type: property.PropertyType)))
            .ToList();

        Assert.True(members.Count > 20, "nothing was looked at");
        Assert.DoesNotContain(members, member => OfOneChild().IsMatch(member.Member) && !IsCount(member.Member, member.Type));
    }

    [Fact]
    public void No_column_of_the_store_has_a_place_for_data_of_a_single_child()
    {
        using var store = new SqliteStoreContext(new DbContextOptionsBuilder<SqliteStoreContext>().UseSqlite("Data Source=:memory:").Options);
        using var users = new SignIn.Store.SqliteUsersContext(new DbContextOptionsBuilder<SignIn.Store.SqliteUsersContext>().UseSqlite("Data Source=:memory:").Options);
        var columns = store.Model.GetEntityTypes().Concat(users.Model.GetEntityTypes()).SelectMany(table => table.GetProperties().Select(column => table.GetTableName() + "." + column.Name)).ToList();

        Assert.True(columns.Count > 80, "nothing was looked at");
        Assert.DoesNotContain(columns, column => OfOneChild().IsMatch(column[(column.IndexOf('.', StringComparison.Ordinal) + 1)..]));
        SqliteConnection.ClearAllPools();
    }

    [Theory]
    [InlineData("ChildName", true)]
    [InlineData("DateOfBirth", true)]
    [InlineData("GuardianPhone", true)]
    [InlineData("PupilId", true)]
    [InlineData("Beneficiaries", false)]
    [InlineData("AgeGroup", false)]
    [InlineData("UnitCost", false)]
    [InlineData("FixedPerChild", false)]
    public void The_search_finds_what_it_is_for(string member, bool found) => Assert.Equal(found, OfOneChild().IsMatch(member));

    private static bool IsCount(string member, Type type) =>
        s_counts.Contains(member, StringComparer.Ordinal) && Innermost(type) is var number && (number == typeof(long) || number == typeof(int) || number == typeof(decimal));

    // Of a table of counts, or of one that may not be there, the counts themselves.
    private static Type Innermost(Type type) => type.IsGenericType ? Innermost(type.GetGenericArguments()[^1]) : type;

    [GeneratedRegex("(?<!per)child(?!Month)|pupil|student|birth|guardian|(^|_)(mother|father|parent)(name|phone|id)|gender|(^|_)sex($|_)|ethnic|health(?!z|check)|diagnos|disab(ility|led_child)|orphan", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OfOneChild();
}
