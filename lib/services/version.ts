/** Version of this program, as in status, pages and metrics. */
export const VERSION = "0.1.0";
