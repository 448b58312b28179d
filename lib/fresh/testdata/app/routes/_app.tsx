import { asset } from "fresh/runtime";
import type { PageProps } from "fresh";

/** The document around every page. */
export default function Document({ Component }: PageProps) {
  return (
    <html lang="en">
      <head>
        <title>Fixture</title>
        <link rel="stylesheet" href={asset("/app.css")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}
