/**
 * The words of financial headlines, by what they do in one. Our own list, beside a general one: general lexica take
 * "loss", "share", "beat" or "tank" for what they are elsewhere, and know nothing of losses that are cut.
 *
 * Terms are separated by spaces; `_` joins the words of a phrase; `$` is any amount of money, `#` any number, `%` any
 * percentage. Verbs are written as `formsOf` reads them.
 */

/** Things of which more is good. What moves them decides; alone they say nothing. */
export const GOOD_THINGS =
  "profit profits earnings income revenue revenues sales margin margins outlook guidance forecast forecasts dividend " +
  "dividends payout payouts buyback buybacks repurchase repurchases subscribers users customers deliveries orders " +
  "bookings backlog demand growth output production shipments traffic share shares stock stocks price_target " +
  "target_price price_targets rating view views results cash_flow jobs workforce headcount wages goal goals eps " +
  "turnover volumes market_share confidence hopes optimism momentum value market_value market_cap valuation capacity " +
  "investment contract contracts order license stores store plant plants factory factories branches staff workers " +
  "employees expansion stake stakes position positions holding holdings targets deposits deal deals merger acquisition " +
  "takeover bid purchase purchases tie-up savings funding listing assets aum";

/** Things of which less is good, with what they weigh where nothing moves them. */
export const BAD_THINGS: readonly (readonly [weight: number, terms: string])[] = [
  [
    0,
    "cost costs expense expenses debt debts inventory inventories churn claim claims charge charges restrictions curbs " +
    "tariff tariffs liabilities cash_burn fees ban bans trial appeal competition",
  ],
  [
    -1,
    "concern concerns worry worries fear fears risk risks doubt doubts uncertainty pressure pressures delay delays " +
    "slowdown headwind headwinds challenge challenges complaint complaints scrutiny problem problems trouble troubles " +
    "woes dispute disputes backlash glitch glitches hurdle hurdles obstacle obstacles setback setbacks shortage " +
    "shortages drag dip inquiry turmoil tensions weakness pullback caution skepticism dilution volatility criticism " +
    "bottleneck bottlenecks defect defects jitters disruption disruptions recession oversupply unrest incident hangover " +
    "pain fiasco",
  ],
  [
    -1.5,
    "loss losses lawsuit lawsuits suit probe probes investigation investigations fine fines penalty penalties recall " +
    "recalls strike strikes layoff layoffs shortfall shortfalls decline declines drop drops slump slide sell-off " +
    "selloff outage outages breach breaches writedown writedowns write-down write-downs impairment impairments deficit " +
    "deficits downturn sanctions crisis allegations accusations violations walkout warning warnings monopoly misconduct " +
    "boycott rout glut bloodbath panic irregularities missteps bailout spill leak",
  ],
  [
    -2.5,
    "fraud scandal bankruptcy insolvency default defaults collapse delisting crash meltdown exodus wipeout",
  ],
];

/** Things of which more is good for some and bad for others. */
export const OPEN_THINGS =
  "price prices tax taxes rates rate spending supply capex exports imports hiring breakup";

/**
 * Verbs of more (1) and less (-1): whether that is good is for the thing to say that they move. `alone` is what they
 * say where no such thing is near; of most verbs it is that the share price moved.
 */
export const MOVES: readonly (readonly [effect: 1 | -1, alone: number, verbs: string])[] = [
  [1, 3, "soar surge skyrocket rocket spike explode"],
  [1, 2, "jump leap/leapt rally rebound boom swell climb pop* outpace accelerate double triple quadruple"],
  [1, 1, "rise/rose/risen gain grow/grew/grown increase expand advance strengthen improve"],
  [
    1,
    0.3,
    "boost raise hike lift up* widen swing/swung deepen mount build/built add reinstate restore resume extend bump bump_up " +
    "ramp_up broaden land buoy secure clinch bag* snag* ink sign add_to attract unlock",
  ],
  [1, 0, "take/took/taken face spark stoke fuel prompt trigger draw/drew/drawn renew reignite"],
  [-1, -3, "plunge plummet crater nosedive"],
  [
    -1,
    -2,
    "tumble slump sink/sank/sunk slide/slid tank skid* halve crumble dive/dived/dove erode shrink/shrank/shrunk",
  ],
  [
    -1,
    -1.5,
    "fall/fell/fallen drop* decline slip* dip* slow weaken decrease deteriorate worsen retreat slash shed*/shed erase " +
    "suspend scrap* halt withdraw/withdrew/withdrawn abandon axe wipe_out cancel cool dwindle soften sag* ebb evaporate " +
    "bleed/bled shelve block derail lay_off/laid_off flee/fled postpone",
  ],
  [
    -1,
    -0.7,
    "cut*/cut trim* reduce pare curb limit pause idle lower scale_back pull_back pull pay_down/paid_down wind_down",
  ],
  [-1, 0, "close shut*/shut shutter"],
];

/** As {@linkcode MOVES} of less, but what they say is said of bad things alone: who ends flat has ended nothing. */
export const RELIEFS =
  "narrow ease end avoid escape dodge avert evade shrug*_off resolve settle overcome/overcame calm soothe allay " +
  "shake_off/shook_off fix dismiss overturn toss toss_out reject throw_out/threw_out clear contain fend_off dispel* fade put_to_rest lay_to_rest";

/** Adjectives of more and less, of the thing that follows. */
export const DEGREES: readonly (readonly [effect: 1 | -1, alone: number, words: string])[] = [
  [1, 1.5, "record biggest strongest highest steepest"],
  [1, 0.7, "higher stronger strong robust solid healthy stellar bumper surging soaring"],
  [1, 0, "more larger bigger wider rising greater new fresh another additional further deeper"],
  [-1, -0.7, "lower weaker weak slower soft softer sluggish poor tepid lackluster"],
  [-1, 0, "smaller narrower fewer less reduced"],
];

/** Words and phrases that say it themselves. */
export const POLAR: readonly (readonly [weight: number, terms: string])[] = [
  [3, "blowout record_high record_highs all-time_high all-time_highs best_day best_week best_quarter"],
  [
    2,
    "upgrade upgrades upgraded upgrading bullish breakthrough outperform outperforms outperformed outperforming " +
    "better_than_expected better-than-expected better_than_feared better-than-feared stronger-than-expected " +
    "higher-than-expected overweight buy_rating strong_buy top_pick upgraded_to_buy 52-week_high above_estimates " +
    "above_expectations above_forecasts ahead_of_estimates ahead_of_expectations turnaround comeback first_profit " +
    "surprise_profit to_profit trillion_club than_feared $_buyback special_dividend red-hot raised_to_buy lifted_to_buy " +
    "raised_to_overweight raised_to_outperform never_looked_better never_been_better beat-and-raise oversubscribed",
  ],
  [
    1.5,
    "upbeat booming profitable profitability succeed succeeds succeeded thrive thrives thriving shine shines shining " +
    "impress impresses impressed impressive delight delights surpass surpasses surpassed exceed exceeds exceeded " +
    "exceeding undervalued bargain tailwind tailwinds milestone revival revives success successful awarded " +
    "sold_out outshine outshines dominate dominates flock pays_off paid_off out_of_the_woods cheer cheers cheered " +
    "flourish flourishes find_a_buyer finds_a_buyer approve approves approved approval resilient unlock_value unlocks_value outsells outsell bargain_price " +
    "buying_opportunity gains_momentum picks_up_steam ahead_of_schedule ahead_of_plan back_on_track accretive",
  ],
  [
    1,
    "optimistic confident positive opportunity opportunities innovative attractive partnership launches backing relief " +
    "happy likes lucrative promise promising praise praises leader best better winner winners freed greenlight " +
    "green_light favorable brighter catalyst bull bulls stands_out up_% up_more_than most_valuable wins_over recovery effective benefit benefits benefiting beneficiary " +
    "than_ever on_track under_control cheap rewarded favorite attracts trusted safe-haven must-own record-breaking",
  ],
  [0.6, "enough upside still_a_buy reiterates_buy"],
  [
    -0.7,
    "cautious expensive volatile uneven challenging tough bumpy murky uncertain selling sells dumps unloads offloads " +
    "skeptical cashes_out wary nervous pricey overheated bubble red_flag red_flags sidelined out_of_favor",
  ],
  [
    -1,
    "negative overvalued risky struggling struggle struggles struggled stall stalls stalled stalling lag lags lagged " +
    "lagging disappointing dim dims gloomy gloom grim bleak worse bad wrong hurt hurts hit_by hit_with takes_a_hit " +
    "harm harms dent dents weigh weighs weighed squeezed drags drags_on under_pressure under_fire at_risk in_trouble " +
    "blame blames blaming resign resigns resigned resignation steps_down stepping_down quits ousts ousted departs " +
    "departure are_over is_over burns burning stumble stumbles stumbled falter falters faltered flounder flounders " +
    "languish languishes bear bears spooked spooks spook rattles down_% insider_selling lose_ground loses_ground " +
    "losing_ground slowing_down goes_down is_down down_after running_low runs_low running_out runs_out_of postpones " +
    "leaves_investors_cold locked_out blocked barred banned blacklisted derailed backfires fumbles misstep subpoena " +
    "subpoenas seized seizes rescue_talks value_trap dead_money cash_crunch",
  ],
  [
    -2,
    "miss misses missed missing downgrade downgrades downgraded downgrading sue sues sued suing accuse accuses accused " +
    "alleging alleges alleged underperform underperforms underperformed underweight bearish sell_rating warn warns " +
    "warned disappoint disappoints disappointed fined convicted indicted indictment raided antitrust hacked hack hacks " +
    "hackers hacker cyberattack worse_than_expected worse-than-expected worse_than_feared weaker-than-expected " +
    "lower-than-expected below_estimates below_expectations below_forecasts below_the_street below_street " +
    "short_of_estimates short_of_expectations falls_short fell_short fall_short as_bad_as_feared as_bad_as_expected " +
    "ordered_to_pay to_pay_$ agrees_to_pay must_pay injury injuries death deaths explosion grounded cut_to_sell " +
    "cut_to_hold cut_to_neutral writes_down write_down wrote_down writes_off worst_day worst_week worst_quarter worst " +
    "material_weakness restate restates restatement mistreating misleading defective botched flop flops to_a_loss " +
    "suffer suffers suffered scathing",
  ],
  [
    -3,
    "bankrupt collapses collapsed collapsing crashes crashed crashing chapter_# files_for_bankruptcy delisted defaulted " +
    "record_low record_lows all-time_low 52-week_low going_concern ponzi worst_day_ever profit_warning",
  ],
];

/** Verbs that say it themselves and make the bad things after them no matter: who wins a lawsuit is no worse for it. */
export const TAKES: readonly (readonly [weight: number, verbs: string])[] = [
  [
    2,
    "beat/beaten top* win*/won sail_past crush smash trounce blow_past/blew_past prevail defeat vindicate acquit* immune",
  ],
  [1.5, "recover"],
  [-2, "lose/lost flunk admit*"],
];

/** Words that turn what follows in the same clause. */
export const NEGATIONS =
  "no not never neither nor none nothing without cannot cant wont isnt arent wasnt werent doesnt didnt dont hasnt " +
  "havent wouldnt couldnt shouldnt hardly barely unable unlikely lacks lack far_from yet_to deny denies denied " +
  "rules_out ruled_out anything_but declines_to declined_to refuses_to limited_impact";

/** Verbs that turn what follows, and where there is nothing to turn, say it themselves. */
export const FAILURES = "fail flounder";

/** What these follow moved less than was thought: they turn what was said before them. */
export const LESS_THAN =
  "less_than_expected less_than_feared less_than_forecast less_than_estimated less_than_predicted less_than_analysts " +
  "less_than_rivals less_than_peers less_than_the_market less_than_others by_less_than";

/** Of what was said before these little counts. */
export const BUT = "but yet however";

/** Of what follows these, up to the end of the clause, little counts. */
export const DESPITE = "despite in_spite_of although though once defying defies notwithstanding";

/** Marks of headlines that ask, announce or compare rather than report. */
export const PREVIEWS =
  "preview what_to_watch what_to_expect what_to_know things_to_know how_to here_is_what heres_what expects_from vs " +
  "versus which_is which_stock brace_for comparison should_you before_earnings";

/** Terms that carry no direction though a word of theirs does, and companies of such names. */
export const NEUTRAL =
  "short_interest short_sellers_lose wall_street_breakfast follow_up sign_up set_up record_date lead_director best_buy " +
  "advance_auto advanced_micro five_below trade_desk up_to_date stock_split stock_splits regular_quarterly_dividend " +
  "capital_gains interest_income net_loss_per_share better_buy a_buy winners_and_losers gainers_and_losers " +
  "gains_and_losses risk_factors cost_of loss_prevention general_electric dollar_general";
