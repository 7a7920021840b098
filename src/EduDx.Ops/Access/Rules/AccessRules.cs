namespace EduDx.Ops.Access.Rules;

/// <summary>The one decision of who may do what. Everything that answers, streams or changes something asks here.</summary>
public static class AccessRules
{
    /// <summary>May they do it?</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="action">What they want to do.</param>
    /// <param name="classes">The classes of data that it takes, at least one; every one of them must be granted, not necessarily by one grant.</param>
    /// <param name="nodePath">Ids from the city down to the node that is concerned; empty for a node that is not in the tree, which only <see cref="Grant.Everything"/> covers.</param>
    public static bool May(Principal principal, AccessAction action, DataClass classes, ReadOnlySpan<string> nodePath)
    {
        var missing = classes;
        foreach (var grant in principal.Grants)
        {
            if (Covers(grant.Node, nodePath)) missing &= ~(RoleTable.Of(grant.Role, action) & grant.Classes);
        }
        return classes != DataClass.None && missing == DataClass.None;
    }

    /// <summary>May they do it to any node at all? For the door of what is then decided node by node.</summary>
    public static bool MaySomewhere(Principal principal, AccessAction action, DataClass classes)
    {
        var missing = classes;
        foreach (var grant in principal.Grants) missing &= ~(RoleTable.Of(grant.Role, action) & grant.Classes);
        return classes != DataClass.None && missing == DataClass.None;
    }

    private static bool Covers(string node, ReadOnlySpan<string> nodePath) => node == Grant.Everything || nodePath.Contains(node);
}
