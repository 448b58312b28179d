/** Sections of a stock's page, in their order, with what they are called in short. */
export const SECTIONS = [
  ["why", "Today"],
  ["chart", "Chart"],
  ["news", "News"],
  ["figures", "Figures"],
  ["profile", "Profile"],
  ["financials", "Financials"],
  ["earnings", "Earnings"],
  ["recommendations", "Analysts"],
  ["sentiment", "Sentiment"],
  ["dividends", "Dividends"],
  ["insiders", "Insiders"],
] as const;

/** Leads to the sections of the page; stays in sight where there is room for it. */
export function JumpNav() {
  return (
    <nav class="jump" aria-label="On this page">
      <ul>
        {SECTIONS.map(([id, label]) => (
          <li key={id}>
            <a href={`#${id}`}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
