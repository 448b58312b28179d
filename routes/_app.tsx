import { asset } from "fresh/runtime";
import { define } from "@/lib/services/define.ts";

export default define.page(function App({ Component, state }) {
  return (
    <html lang="en" data-theme={state.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Quarterhour</title>
        <link rel="icon" type="image/svg+xml" href={asset("/logo.svg")} />
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
