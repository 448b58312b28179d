import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";

const THEMES = ["system", "light", "dark"] as const;
type Theme = typeof THEMES[number];

const GLYPHS: Readonly<Record<Theme, string>> = { system: "◐", light: "☀", dark: "☾" };
const YEAR_S = 31_536_000;

/** Steps through system, light and dark; a cookie remembers it, so that the server paints it right at once. */
export default function ThemeSwitch() {
  const theme = useSignal<Theme>("system");
  useEffect(() => {
    const chosen = document.documentElement.dataset["theme"];
    theme.value = chosen === "light" || chosen === "dark" ? chosen : "system";
  }, []);
  const step = () => {
    const next = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? "system";
    theme.value = next;
    if (next === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = next;
    document.cookie = `theme=${next}; path=/; max-age=${next === "system" ? 0 : YEAR_S}; samesite=lax`;
  };
  return (
    <button
      type="button"
      class="icon"
      onClick={step}
      aria-label={`Theme: ${theme.value}`}
      title={`Theme: ${theme.value}`}
    >
      <span aria-hidden="true">{GLYPHS[theme.value]}</span>
    </button>
  );
}
