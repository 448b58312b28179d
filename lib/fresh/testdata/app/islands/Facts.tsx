import { useEffect, useState } from "preact/hooks";
import { asset, Head, IS_BROWSER } from "fresh/runtime";

interface FactsProps {
  at: Date;
  link: URL;
  table: Map<string, { closes: number[]; tags: Set<string> }>;
  big: bigint;
  missing?: undefined;
}

/** Shows data of many types; the browser says what it got. */
export default function Facts({ at, link, table, big }: FactsProps) {
  const [text, setText] = useState("");
  if (!IS_BROWSER && at.getTime() < 0) throw new RangeError("only on the server");
  useEffect(() => {
    const [key, value] = [...table][0] ?? [];
    const sum = value?.closes.reduce((a, b) => a + b, 0);
    setText([at.toISOString(), link.host, key, sum, value?.tags.has("tech"), big + 1n].join(" "));
  }, []);
  return (
    <>
      <Head>
        <title>Facts</title>
      </Head>
      <img src={asset("/dot.svg")} alt="" />
      <code id="facts">{text}</code>
    </>
  );
}
