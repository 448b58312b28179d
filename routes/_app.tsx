import { asset } from "fresh/runtime";
import { DEFAULT_CONVENTIONS } from "@/lib/market/conventions.ts";
import { DEFAULT_SETTINGS, type Settings } from "@/lib/market/settings.ts";
import { iconOf } from "@/lib/market/tab_face.ts";
import { define } from "@/lib/services/define.ts";
import { shareOf } from "@/lib/services/share/view.ts";

export default define.page(function App({ Component, state, req, url }) {
  const { settings, services, known } = state;
  const { locale, zone } = settings.conventions;
  const chosen = <Name extends keyof Settings>(name: Name) =>
    settings[name] === DEFAULT_SETTINGS[name] ? undefined : settings[name];
  const share = shareOf(req, url, services);
  const quotes = (known ?? services).market.quotes();
  return (
    <html
      lang="en"
      data-theme={chosen("theme")}
      data-rising={chosen("rising")}
      data-keys={chosen("keys")}
      data-zone={zone === DEFAULT_CONVENTIONS.zone ? undefined : zone}
      data-locale={locale === DEFAULT_CONVENTIONS.locale ? undefined : locale}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#15191e" media="(prefers-color-scheme: dark)" />
        <meta name="description" content={share.description} />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="Quarterhour" />
        <meta property="og:title" content={share.title} />
        <meta property="og:description" content={share.description} />
        <meta property="og:url" content={share.url} />
        <meta property="og:image" content={share.image} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content={share.description} />
        <meta name="twitter:card" content="summary_large_image" />
        <title>Quarterhour</title>
        <link rel="icon" type="image/svg+xml" href={asset(iconOf(quotes, settings.rising))} />
        <link rel="manifest" href={asset("/manifest.webmanifest")} />
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
