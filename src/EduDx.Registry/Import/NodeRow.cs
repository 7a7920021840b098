namespace EduDx.Registry.Import;

/// <summary>A row of <c>nodes.csv</c> before its parent's key is known.</summary>
internal sealed record NodeRow(NodeEntry Entry, NodeSpan Span, DateOnly? From, NodePayload Payload);
