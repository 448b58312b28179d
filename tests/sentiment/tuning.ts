import { labelled, type LabelledHeadline } from "./labelled_headline.ts";

/** Headlines in the manner of the financial press, for tuning the scorer: it may be fitted to every one of them. */
export const TUNING: readonly LabelledHeadline[] = [
  ...labelled(
    1,
    `
    Apple | Apple tops profit estimates as services revenue hits record
    Nvidia | Nvidia shares jump 8% after blowout data-center quarter
    Microsoft | Microsoft raises dividend 10%, announces $60 billion buyback
    Tesla | Tesla deliveries beat expectations for the first time in a year
    Amazon | Amazon upgraded to buy at Morgan Stanley on AWS momentum
    Alphabet | Alphabet climbs as judge declines to order breakup of Chrome
    Meta | Meta shares pop after strong guidance
    Intel | Intel narrows loss as turnaround takes hold
    Boeing | Boeing cuts losses, burns less cash than feared
    Disney | Disney's streaming business turns its first profit
    Netflix | Netflix adds 13 million subscribers, blowing past forecasts
    Ford | Ford lifts full-year profit outlook on truck demand
    Starbucks | Starbucks same-store sales decline less than expected, stock gains
    Target | Target's quarter was not as bad as feared
    Pfizer | FDA approves Pfizer's RSV vaccine for adults
    Merck | Merck wins dismissal of Gardasil lawsuit
    Wells Fargo | Wells Fargo freed from Fed's asset cap after seven years
    JPMorgan | JPMorgan profit climbs to a record on trading boom
    Goldman Sachs | Goldman Sachs sails past estimates as dealmaking returns
    Uber | Uber swings to profit
    Airbnb | Airbnb stock surges most since IPO on upbeat forecast
    Coinbase | SEC drops lawsuit against Coinbase
    Salesforce | Salesforce margins widen more than analysts had predicted
    Adobe | Why Adobe may be the best bargain in software right now
    AMD | AMD takes server share from rival, shares hit 52-week high
    Caterpillar | Caterpillar hikes quarterly payout for 30th straight year
    Exxon | Exxon's output from Guyana exceeds plan
    Chevron | Chevron prevails over Exxon in Hess arbitration
    Eli Lilly | Eli Lilly's obesity pill succeeds in late-stage trial
    Walmart | Walmart joins $1 trillion club as shoppers flock to its stores
    Costco | Costco shoppers show no sign of slowing down
    General Motors | GM reinstates guidance and raises it
    Delta | Delta sees no slowdown in premium travel
    Qualcomm | Qualcomm and Apple settle patent dispute, Qualcomm soars 23%
    Micron | Micron sold out of high-bandwidth memory through next year
    Palantir | Palantir lands $10 billion Army contract
    Lockheed Martin | Lockheed Martin awarded $1.1 billion hypersonic missile deal
    Oracle | Oracle stock has best day since 1992 on AI backlog
    Broadcom | Broadcom crushes it again
    Snowflake | Short sellers lose $1 billion as Snowflake rockets
    IBM | IBM's mainframe revival keeps investors happy
    Nike | Nike's inventory problem is easing, and Wall Street likes it
    Moderna | Moderna narrows quarterly loss, beats on revenue
    Carvana | Carvana, once near bankruptcy, posts record profit
    PayPal | Elliott takes $2 billion stake in PayPal, shares rise
    `,
  ),
  ...labelled(
    -1,
    `
    Apple | Apple loses its crown as most valuable company
    Tesla | Tesla recalls 2 million vehicles over Autopilot
    Nvidia | Nvidia tumbles as U.S. curbs chip exports to China
    Alphabet | Alphabet shares sink after cloud revenue miss
    Meta | Meta hit with record 1.2 billion euro fine
    Amazon | FTC sues Amazon, alleging illegal monopoly
    Boeing | Boeing burns through cash as strike drags on
    Intel | Intel suspends dividend, to cut 15,000 jobs
    Nike | Nike stock has worst day ever after sales warning
    Disney | Disney loses 4 million streaming subscribers
    Ford | Ford expects to lose $5 billion on electric vehicles
    Starbucks | Starbucks traffic falls for a fourth straight quarter
    Target | Target slashes outlook, blaming tariffs
    Walgreens | Walgreens to close 1,200 stores
    UnitedHealth | UnitedHealth pulls forecast as CEO steps down abruptly
    Pfizer | Pfizer drops obesity pill after patient suffers liver injury
    Biogen | Biogen's Alzheimer's drug fails to win backing of EU regulator
    Wells Fargo | Wells Fargo fined $3.7 billion for mistreating customers
    Goldman Sachs | Goldman profit halves
    Citigroup | Citigroup downgraded: "too much risk, too little reward"
    Peloton | Peloton can't find a buyer
    Lyft | Lyft beats on revenue but shares crater on weak bookings forecast
    Snap | Snap erases a third of its value
    Zoom | Zoom's growth days are over, analysts say
    Netflix | Netflix bleeds subscribers for first time in decade
    GameStop | GameStop sales shrink again
    3M | 3M to pay $10.3 billion to settle 'forever chemicals' claims
    Johnson & Johnson | Johnson & Johnson ordered to pay $966 million in talc case
    Chevron | Chevron writes down $4 billion
    Exxon | Exxon's profit drops by half on lower gas prices
    AT&T | AT&T says hackers stole call records of nearly all customers
    Verizon | Verizon sheds wireless subscribers for third quarter in a row
    CrowdStrike | CrowdStrike outage wipes out $25 billion in market value
    Adobe | Adobe abandons $20 billion Figma deal
    Spirit Airlines | Spirit files for Chapter 11
    Rivian | Rivian halts production, widens loss forecast
    Lucid | Lucid deliveries come in well below estimates
    Palantir | Insiders at Palantir keep selling
    Microsoft | No relief for Microsoft: regulators open new probe into Azure
    Oracle | Oracle's results fail to impress
    Dollar General | Dollar General not immune to consumer pullback
    Apple | Apple isn't out of the woods yet in China
    AMD | AMD forecast disappoints
    Super Micro | Super Micro's auditor resigns
    FedEx | FedEx warns of worsening demand
    Cisco | Cisco guides below the Street
    Tesla | Musk sells another $3.6 billion of Tesla stock
    `,
  ),
  ...labelled(
    0,
    `
    Apple | Apple to report fiscal third-quarter results on Thursday
    Apple | Is Apple stock a buy before earnings?
    Microsoft | Microsoft names new chief of human resources
    Tesla | Tesla earnings: what to watch
    Amazon | Amazon to hold Prime Day on July 8
    Nvidia | Nvidia's Huang to give keynote at CES
    Meta | Here is what Wall Street expects from Meta
    Alphabet | Alphabet vs. Microsoft: which is the better AI stock?
    Coca-Cola | Coca-Cola declares regular quarterly dividend
    Disney | Disney shareholders vote on board members
    Boeing | Boeing to move headquarters to Virginia
    Ford | Ford keeps its full-year outlook unchanged
    JPMorgan | JPMorgan's Dimon speaks on the economy
    Walmart | Walmart in line with estimates
    Intel | 3 things to know about Intel now
    IBM | IBM completes acquisition of HashiCorp
    Netflix | Netflix shares little changed after results
    Starbucks | Goldman Sachs reiterates neutral rating on Starbucks
    Uber | Should you buy Uber at these levels?
    Pfizer | Pfizer to present at healthcare conference
    AT&T | AT&T prices senior notes offering
    Visa | Visa stock splits opinion on Wall Street
    General Motors | General Motors shares end flat
    Salesforce | Salesforce Inc. files annual report
    Exxon | Exxon Mobil: dates for your diary
    PayPal | PayPal, Block shares mixed ahead of jobs data
    AMD | AMD unveils schedule for its financial analyst day
    Oracle | Oracle sets record date for its next dividend
    Adobe | Options traders brace for an 8% move in Adobe
    Nike | Nike and the stock market: a short history
    `,
  ),
];

/**
 * More of them, written when the scorer fitted {@linkcode TUNING} and before it had seen these (it called 78 % of them
 * right), then used for tuning as well.
 */
export const FURTHER_TUNING: readonly LabelledHeadline[] = [
  ...labelled(
    1,
    `
    ASML | ASML orders top forecasts, easing worries about AI spending
    Ferrari | Ferrari lifts guidance after strong first half
    SAP | SAP's cloud backlog swells 29%
    Honeywell | Honeywell breakup could unlock value, Elliott says
    Dell | Dell shares spike on AI server demand
    HP | HP stock pops on Berkshire stake
    Robinhood | Robinhood hits all-time high after inclusion in the S&P 500
    Hims & Hers | Hims & Hers soars on deal with Novo Nordisk
    GE Aerospace | GE Aerospace raises 2028 targets
    Texas Instruments | Texas Instruments sees recovery in industrial chips
    Gilead | Gilead HIV shot 100% effective in study
    AbbVie | AbbVie beats, boosts outlook as Skyrizi outsells Humira
    Vertex | Vertex wins U.S. approval for non-opioid painkiller
    Amazon | Amazon dethrones Walmart as biggest company by revenue
    Tesla | Tesla's Semi plant on track, no further delays seen
    Toyota | Toyota sells more cars than ever
    Sony | Sony hikes forecast on PlayStation strength
    Shopify | Shopify crushes quarterly estimates, stock up 20%
    Unity | Unity rejects claims it misled developers, judge agrees
    Roku | Roku isn't losing money anymore
    Chewy | Chewy posts narrower loss than expected
    Wayfair | Wayfair stock jumps as margin pain fades
    Bank of America | Buffett adds to Bank of America position
    Pinterest | Analysts turn bullish on Pinterest
    Kroger | Kroger raises full-year sales guidance as shoppers eat at home
    Dutch Bros | Dutch Bros never looked better, says Goldman
    Occidental | Occidental pays down $4 billion of debt ahead of plan
    Nucor | Nucor to benefit from steel tariffs
    US Steel | U.S. Steel shares rise less than offer price, deal still seen closing
    Best Buy | Best Buy tops views on laptop upgrades
    `,
  ),
  ...labelled(
    -1,
    `
    ASML | ASML plummets after bookings disappoint
    SAP | SAP hit by EU antitrust complaint
    Honeywell | Honeywell trims sales view
    HP | HP to slash up to 6,000 jobs
    Robinhood | Robinhood outage leaves traders locked out
    Novo Nordisk | Novo Nordisk loses its chief as Wegovy sales disappoint
    Novo Nordisk | Novo Nordisk's next-gen drug falls short of hopes
    Texas Instruments | Texas Instruments gives gloomy forecast, stock slides
    Gilead | Gilead shelves lung cancer drug
    Bristol Myers | Bristol Myers schizophrenia drug misses main goal
    Toyota | Toyota halts shipments after certification scandal
    Sony | Sony profit declines more than expected
    Shopify | Shopify's guidance leaves investors cold
    Unity | Unity CEO ousted after pricing fiasco
    Roku | Roku user growth not enough to please the Street
    Chewy | Chewy's largest holder cashes out
    Wayfair | Wayfair lays off 13% of staff
    Bank of America | Berkshire trims Bank of America stake again
    Pinterest | Pinterest dives 20% on tariff-hit ad outlook
    Kroger | Judge blocks Kroger's merger with Albertsons
    Advance Auto Parts | Advance Auto Parts slashes dividend, names new chief
    Occidental | Occidental's debt pile worries bondholders
    Nucor | Nucor guides for lower steel prices and weaker profit
    Hertz | Hertz dumps its Teslas at a loss
    Victoria's Secret | Victoria's Secret website down after security incident
    Etsy | Etsy never recovered from pandemic hangover
    Fiserv | Fiserv loses nearly half its value in a day
    Molina | Molina can't get medical costs under control
    First Republic | First Republic in rescue talks as deposits flee
    Virgin Galactic | Virgin Galactic running low on cash
    `,
  ),
  ...labelled(
    0,
    `
    ASML | ASML publishes agenda for annual general meeting
    Ferrari | Ferrari unveils electric model's interior
    SAP | SAP to report earnings after the close
    Dell | Dell Technologies World: five announcements
    HP | HP vs. Dell: the better dividend stock?
    GE Aerospace | GE Aerospace names new board member
    Texas Instruments | Texas Instruments declares third-quarter dividend
    AbbVie | AbbVie confirms full-year guidance
    Toyota | Toyota chairman to step back from lobby group role
    Roku | Could Roku be a takeover target?
    Kroger | Kroger moves investor day to October
    Pinterest | Pinterest stock trades sideways
    Bank of America | Bank of America redeems floating rate notes
    Shopify | A look back at ten years of Shopify
    Chewy | Chewy Q2 preview: margins in focus
    Nucor | Nucor leaves spot price for hot-rolled coil unchanged
    Sony | Sony schedules conference call
    Wayfair | Wayfair prices offering of convertible notes
    Etsy | Etsy's CFO to speak at Citi conference
    Unity | What is Unity Software worth today?
    `,
  ),
];
