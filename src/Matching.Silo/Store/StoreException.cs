namespace Matching.Silo.Store;

/// <summary>The store cannot be used as it is: damaged, of a newer version, in use by another process. Says so in a sentence.</summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store did not answer. What was sent may or may not have been done: ask again with the same key, and it is done once.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
