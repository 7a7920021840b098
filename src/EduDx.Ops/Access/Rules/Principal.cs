namespace EduDx.Ops.Access.Rules;

/// <summary>A role on the subtree of a node, for some classes of data.</summary>
/// <param name="Role">The role.</param>
/// <param name="Node">Id of the node at the top of the subtree, or <see cref="Everything"/>.</param>
/// <param name="Classes">Classes; what the role does not have is not added by naming it.</param>
public sealed record Grant(Role Role, string Node, DataClass Classes = DataClass.Default)
{
    /// <summary>Stands for every node, those that are not there yet included: an empty registry can be filled by it.</summary>
    public const string Everything = "*";
}

/// <summary>Who asks.</summary>
/// <param name="Id">For the audit: <c>local</c>, <c>account-7</c>, <c>screen-3</c>, <c>nobody</c>.</param>
/// <param name="Name">On screens.</param>
/// <param name="Grants">What they may do.</param>
/// <param name="Views">The views that may be watched; null for all.</param>
public sealed record Principal(string Id, string Name, Grant[] Grants, string[]? Views = null)
{
    /// <summary>Who did not say who they are, or may no longer be here.</summary>
    public static readonly Principal Nobody = new("nobody", "", []);

    /// <summary>Whoever reaches the port in the modes Local and Open.</summary>
    public static readonly Principal Local = new("local", "", [new Grant(Role.LocalOperator, Grant.Everything)]);
}
