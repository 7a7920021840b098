using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Pipeline;
using EduDx.Registry;

namespace EduDx.Ops.Api;

/// <summary>Import of the registry: the difference first, then the real thing.</summary>
internal static class RegistryApi
{
    // In memory, all of it: what is larger than the default of the framework would stand in a temporary file, with its names.
    private const long MaxUpload = 256L << 20;

    public static void MapRegistryApi(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/registry/import", ImportAsync).DisableAntiforgery().Needs(AccessAction.Configure, DataClass.Structure)
            .Audited("registry.import", "apply={apply}", (context, _) => Files(context.HttpContext.Request))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxUpload))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestFormLimitsAttribute { MultipartBodyLengthLimit = MaxUpload, MemoryBufferThreshold = (int)MaxUpload, BufferBodyLengthLimit = MaxUpload })
            .WithSummary("Previews (apply=false) or applies CSV files (docs/import.md)");

    private static string Files(HttpRequest request) => request.HasFormContentType ? string.Join(' ', request.Form.Files.Select(f => f.FileName)) : "";

    private static async Task<IResult> ImportAsync(HttpRequest request, bool? apply, RegistryFeed registry, CancellationToken cancel)
    {
        if (!request.HasFormContentType) return Problems.Bad("send the CSV files as multipart/form-data, each with its file name (docs/import.md)");
        var form = await request.ReadFormAsync(cancel);
        if (form.Files.FirstOrDefault(f => !RegistryStore.FileNames.Contains(f.FileName)) is { } stranger)
        {
            return Problems.Bad($"'{stranger.FileName}' is not a file that can be imported; the files are {string.Join(", ", RegistryStore.FileNames)}");
        }
        if (form.Files.Count == 0) return Problems.Bad("no file was sent; the files are " + string.Join(", ", RegistryStore.FileNames));
        if (form.Files.GroupBy(f => f.FileName).FirstOrDefault(g => g.Count() > 1) is { } twice) return Problems.Bad($"'{twice.Key}' was sent twice");
        var files = form.Files.ToDictionary(f => f.FileName, f => (Func<Stream>)f.OpenReadStream);
        var result = await registry.ImportAsync(files, apply ?? false, cancel);
        return Results.Json(result, statusCode: result.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
