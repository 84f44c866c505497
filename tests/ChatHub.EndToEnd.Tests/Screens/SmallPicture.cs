using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Screens;

/// <summary>Makes pictures small: the colours that occur most often, at most 64, without loss. The browser does it: it can read PNG and write WebP.</summary>
internal static class SmallPicture
{
    private const string Script =
        """
        async png => {
          const image = new Image();
          image.src = `data:image/png;base64,${png}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d', { willReadFrequently: true });
          context.drawImage(image, 0, 0);
          const data = context.getImageData(0, 0, canvas.width, canvas.height);
          const dots = new Uint32Array(data.data.buffer);
          const counts = new Map();
          for (const dot of dots) {
            counts.set(dot, (counts.get(dot) ?? 0) + 1);
          }

          const all = [...counts].sort((one, other) => other[1] - one[1]).map(([dot]) => dot);
          const far = (one, other) => [0, 8, 16].reduce((sum, at) => sum + ((one >> at & 255) - (other >> at & 255)) ** 2, 0);
          const kept = [];
          for (const least of [1200, 300, 60, 0]) { // first those that are nothing like another
            for (const dot of all) {
              if (kept.length < 64 && !kept.some(one => far(one, dot) <= least)) {
                kept.push(dot);
              }
            }
          }

          const nearest = new Map(all.map(dot => [dot, kept.reduce((best, one) => far(one, dot) < far(best, dot) ? one : best)]));
          dots.forEach((dot, at) => dots[at] = nearest.get(dot));
          context.putImageData(data, 0, 0);
          const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 1 })).arrayBuffer());
          return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
        }
        """;

    /// <summary>What a page shows, as WebP.</summary>
    /// <param name="page">The page.</param>
    /// <param name="desk">An empty page, whose rules let it do this.</param>
    public static async Task<byte[]> TakeAsync(IPage page, IPage desk) => Convert.FromBase64String(await desk.EvaluateAsync<string>(Script, Convert.ToBase64String(await page.ScreenshotAsync())));
}
