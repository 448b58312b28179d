/** How a made-up article sounds. */
export type Tone = "positive" | "negative" | "neutral";

/** Headlines about a company; `{name}` `{peer}` `{percent}` `{price}` `{quarter}` `{house}` `{region}` are filled in. */
export const COMPANY_HEADLINES: Readonly<Record<Tone, readonly string[]>> = {
  positive: [
    "{name} beats profit estimates as margins improve",
    "{name} raises full-year outlook after strong {quarter}",
    "{house} upgrades {name} to buy, lifts target to ${price}",
    "{name} shares jump {percent}% on record orders",
    "{name} wins multi-year contract in {region}",
    "{name} gains market share from {peer}, survey shows",
    "{name} announces larger buyback as cash flow surges",
    "Investors cheer {name}&#39;s plan to cut costs",
    "{name} rallies to a new high after upbeat guidance",
    "Strong demand in {region} lifts {name} growth",
    '{name} chief sees "healthy, profitable growth" ahead',
    "{name} outperforms sector as analysts turn bullish",
  ],
  negative: [
    "{name} misses revenue estimates, shares fall {percent}%",
    "{name} cuts outlook on weak demand in {region}",
    "{house} downgrades {name} to sell on slowing growth",
    "Regulators in {region} open probe into {name}",
    "{name} warns of supply delays and higher costs",
    "{name} loses ground to {peer}, losses widen at small unit",
    "{name} faces lawsuit over disclosures",
    "{name} recalls products after defects reported",
    "{name} to cut jobs as sales decline",
    'Analysts fear {name}&#39;s margins are "under pressure"',
    "{name} slumps to a three-month low after weak {quarter}",
    "{name} drops plan for {region} plant amid rising risk",
  ],
  neutral: [
    "{name} to report {quarter} results next month",
    "What to watch in {name}&#39;s annual meeting",
    "{name} &amp; {peer}: how the two compare",
    "{name} names new head of {region} business",
    "{name} files prospectus for bond sale",
    "{house} keeps {name} at hold with ${price} target",
    "{name} to present at industry conference",
    "Options traders position ahead of {name} results",
    "{name} holds investor day; targets unchanged",
    "A look at {name} after {quarter}",
    "{name} moves its listing of notes to another venue",
    "{name}, {peer} among most active stocks",
  ],
};

/** Headlines about the whole market. */
export const MARKET_HEADLINES: readonly string[] = [
  "Stocks edge higher as traders weigh rate outlook",
  "Wall Street slips as bond yields climb to {percent}%",
  "Central bank holds rates, signals patience",
  "Oil falls {percent}% on rising stockpiles",
  "Dollar steadies before inflation data",
  "Jobs growth cools, wage gains slow",
  "Retail sales rise more than forecast in {region}",
  "Treasury auction draws solid demand",
  "Chip shares lead gains; {name} among the most active",
  "Factory activity in {region} contracts for a third month",
  "Consumer confidence climbs to a one-year high",
  "Gold touches record as investors seek safety",
  "Small caps outperform in a quiet session",
  "Earnings season opens with banks in focus",
  "Shipping rates ease as ports in {region} clear backlog",
  "Futures little changed &amp; volumes thin before holiday",
];

/** Sentences of which summaries are made. */
export const SUMMARY_SENTENCES: readonly string[] = [
  "The company did not comment beyond its statement.",
  "Volumes were above their 30-day average.",
  "Analysts polled by {house} had expected less movement.",
  "The shares have moved {percent}% this month.",
  'One fund manager called it "the number that matters most".',
  "Results for the {quarter} are due in the coming weeks.",
  "Peers such as {peer} traded in line with the sector.",
  "The announcement follows a review that began in {region} last year.",
  "Costs &amp; currency effects remain the main uncertainties.",
];

/** Invented newsrooms; none exists. */
export const SOURCES: readonly string[] = [
  "Simulated Wire",
  "Example Financial Daily",
  "Sandbox Markets",
  "Testbed Business News",
  "Placeholder Press",
];

/** Invented research houses. */
export const HOUSES: readonly string[] = [
  "Northgate Research",
  "Alder & Finch",
  "Quill Street Partners",
  "Harbour Nine",
];

/** Regions that market news speak of. */
export const REGIONS: readonly string[] = [
  "Europe",
  "Asia",
  "North America",
  "Latin America",
  "India",
  "Japan",
];
