import Deep from "./(_islands)/Deep.tsx";

/** A page whose island lives beside it. */
export default function DeepPage() {
  return <Deep />;
}
