import { useEffect, useState } from "preact/hooks";

/** Loads code when it runs, as a chart does with its library. */
export default function Lazy() {
  const [text, setText] = useState("waiting");
  useEffect(() => {
    import("../parts/greeting.ts").then(({ greeting }) => setText(greeting("chunk")));
  }, []);
  return <p id="lazy">{text}</p>;
}
