/**
 * Words and phrases of financial headlines by what they say of the company, 3 strongest, negative numbers bad. Our
 * own list: general lexica take "liability", "short", "beat" or "tank" for what they are elsewhere.
 */
export const LEXICON: readonly (readonly [weight: number, terms: string])[] = [
  [
    3,
    "soar soars soared soaring surge surges surged surging skyrocket skyrockets skyrocketed blowout " +
    "record_high record_profit record_revenue record_quarter all-time_high crushes_estimates smashes_estimates",
  ],
  [
    2,
    "beat beats beating tops topped outperform outperforms outperformed outperforming upgrade upgrades upgraded " +
    "rally rallies rallied rallying jump jumps jumped jumping bullish breakthrough win wins won winning boom booms " +
    "booming strong stronger strongest surpass surpasses surpassed exceed exceeds exceeded rebound rebounds " +
    "rebounded rebounding profitable buyback buybacks raises_guidance raises_forecast raises_outlook " +
    "raised_guidance raised_forecast raises_dividend hikes_dividend price_target_raised raises_price_target " +
    "overweight buy_rating strong_buy better_than_expected above_estimates",
  ],
  [
    1,
    "gain gains gained gaining rise rises rose rising climb climbs climbed climbing up higher growth grow grows grew " +
    "growing expand expands expanded expansion improve improves improved improving improvement positive optimism " +
    "optimistic upbeat confident confidence momentum lead leads leader leading launch launches launched partnership " +
    "approval approves approved innovation innovative opportunity opportunities boost boosts boosted boosting " +
    "advance advances advanced recover recovers recovered recovery success successful undervalued attractive " +
    "robust solid resilient dividend_increase cuts_costs cost_cuts shrugs_off",
  ],
  [
    -1,
    "fall falls fell falling drop drops dropped dropping decline declines declined declining dip dips dipped slip " +
    "slips slipped slipping down lower slow slows slowed slowing slowdown concern concerns worry worries worried " +
    "worrying risk risks risky uncertainty uncertain pressure pressured pressures delay delays delayed doubt doubts " +
    "weigh weighs weighed caution cautious challenge challenges negative overvalued expensive volatile volatility " +
    "struggle struggles struggled struggling loses lost lag lags lagged lagging halt halts halted tariff tariffs " +
    "probe probes scrutiny dispute complaint shortfall sell-off selloff headwind headwinds",
  ],
  [
    -2,
    "miss misses missed missing downgrade downgrades downgraded tumble tumbles tumbled tumbling slump slumps slumped " +
    "slumping loss losses weak weaker weakest weakness bearish lawsuit lawsuits sue sues sued investigation " +
    "investigations investigated recall recalls recalled layoff layoffs warn warns warned warning underperform " +
    "underperforms underperformed sink sinks sank sinking slide slides slid sliding fine fined penalty antitrust " +
    "breach breaches hack hacked underweight sell_rating cuts_guidance cuts_forecast cuts_outlook lowers_guidance " +
    "lowers_forecast cut_guidance slashes_forecast cuts_dividend suspends_dividend cuts_jobs job_cuts " +
    "price_target_cut cuts_price_target price_target_lowered worse_than_expected below_estimates profit_warning",
  ],
  [
    -3,
    "plunge plunges plunged plunging crash crashes crashed crashing collapse collapses collapsed plummet plummets " +
    "plummeted plummeting bankruptcy bankrupt fraud scandal default defaults defaulted insolvency delisted delisting " +
    "wipeout record_low record_loss",
  ],
];

/** Words that turn what follows; those that end in `n't` do as well. */
export const NEGATIONS =
  "no not never neither nor none without cannot cant wont isnt arent wasnt werent doesnt didnt dont hardly barely " +
  "despite avoid avoids avoided avoiding fail fails failed failing unlikely stop stops stopped deny denies denied " +
  "limited limits ease eases eased easing";

/** Terms that carry no direction though one of their words does. */
export const NEUTRAL =
  "cash_and_cash short_interest wall_street_breakfast what_is_up follow_up up_to sign_up start_up " +
  "set_up break_down lock_down shut_down lays_down lead_director stock_rises_and_falls";
