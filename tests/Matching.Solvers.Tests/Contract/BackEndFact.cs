using Xunit.Abstractions;
using Xunit.Sdk;

namespace Matching.Solvers.Tests.Contract;

/// <summary>Says which back end a class of tests is about; its <see cref="BackEndFactAttribute"/>s are skipped, with the reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AboutAttribute(string backEnd) : Attribute
{
    public string BackEnd { get; } = backEnd;
}

/// <summary>A test that needs the back end of its class; it may stand in a base class that knows none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Matching.Solvers.Tests.Contract." + nameof(BackEndDiscoverer), "Matching.Solvers.Tests")]
public sealed class BackEndFactAttribute : FactAttribute;

public sealed class BackEndDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new BackEndTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

public sealed class BackEndTestCase : XunitTestCase
{
    /// <summary>For the test framework, which makes one anew from its serialized form.</summary>
    [Obsolete("Only the test framework calls this.", error: true)]
    public BackEndTestCase()
    {
    }

    public BackEndTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        var about = TestMethod.TestClass.Class.GetCustomAttributes(typeof(AboutAttribute)).Single().GetConstructorArguments().Single();
        return BackEnds.WhyOff((string)about)!;
    }
}
