namespace EduDx.Log;

/// <summary>The log cannot be believed. The message names the place and the way out.</summary>
public sealed class LogDamagedException : Exception
{
    /// <summary>Says what is damaged, where and what to do.</summary>
    public LogDamagedException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>Another process holds the log's folder.</summary>
public sealed class LogInUseException : Exception
{
    /// <summary>Names the folder.</summary>
    public LogInUseException(string message, Exception? inner = null) : base(message, inner) { }
}
