/** The pages that the navigation leads to, in its order, each with the key that goes there after `g`. */
export const PAGES = [
  { path: "/", title: "Market", key: "m" },
  { path: "/compare", title: "Compare", key: "c" },
  { path: "/news", title: "News", key: "n" },
  { path: "/calendar", title: "Calendar", key: "k" },
  { path: "/pipeline", title: "Pipeline", key: "p" },
  { path: "/data", title: "Data", key: "d" },
] as const;
