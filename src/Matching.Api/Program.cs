using Matching.Api.Service;

return await Serve.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error);
