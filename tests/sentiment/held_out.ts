import { labelled, type LabelledHeadline } from "./labelled_headline.ts";

/**
 * Headlines of the same manner, written before the scorer was tuned and never looked at while tuning: what the scorer
 * makes of them is what may be expected of headlines to come. Change none of them to make a figure better.
 */
export const HELD_OUT: readonly LabelledHeadline[] = [
  ...labelled(
    1,
    `
    Apple | iPhone demand in China rebounds, lifting Apple shares
    Apple | Apple dodges EU fine
    Nvidia | Nvidia revenue doubles, and it sees no let-up in demand
    Microsoft | Microsoft becomes second company to reach $4 trillion
    Tesla | Tesla rallies 12% on robotaxi launch
    Amazon | Amazon's cloud growth reaccelerates, easing investors' fears
    Alphabet | Alphabet authorizes $70 billion of repurchases and a dividend increase
    Meta | Meta wins FTC antitrust case over Instagram
    Macy's | Macy's sales fall less than feared
    Boeing | Boeing delivers most planes since 2018
    Disney | Disney bumps up forecast after parks shine
    Netflix | Netflix soars past subscriber targets
    Ford | Ford's bet on hybrids pays off
    Starbucks | Starbucks ends two-year sales slump
    Kohl's | Kohl's stock doubles as loss turns out smaller than expected
    Pfizer | Pfizer cancer drug extends survival in trial
    Merck | Merck boosts 2025 profit view
    Amgen | Amgen obesity drug shows promise
    Citigroup | Citi shares notch highest close since 2008
    Bank of America | Bank of America's earnings rise 20% as traders cash in
    Morgan Stanley | Morgan Stanley blows through expectations
    Lyft | Lyft posts surprise profit
    DoorDash | DoorDash to join S&P 500
    Coinbase | Judge throws out most claims against Coinbase
    Adobe | Adobe's worst may be behind it, says Jefferies
    AMD | OpenAI to buy tens of billions of dollars of AMD chips
    Deere | Deere raises full-year outlook despite weak farm economy
    Exxon | Exxon posts biggest profit in its history
    ConocoPhillips | ConocoPhillips ups dividend by a third
    Eli Lilly | Lilly raises revenue forecast by $2 billion as Zepbound sales soar
    Walmart | Even in a slowdown, Walmart keeps winning
    Costco | Costco special dividend delights shareholders
    General Motors | GM shrugs off tariffs with better-than-expected quarter
    United Airlines | United Airlines flies past profit estimates
    Qualcomm | Qualcomm initiated at overweight by Wells Fargo
    Micron | Micron guidance blows away expectations
    Palantir | Palantir hikes revenue forecast for third time this year
    RTX | RTX wins contract worth up to $50 billion
    Oracle | Oracle's bookings explode on AI demand
    Broadcom | Price target on Broadcom lifted to $400
    Abercrombie | Abercrombie is the best-performing stock of the year
    IBM | Don't count IBM out: software unit grows at double-digit pace
    Nike | Nike shares leap as turnaround shows signs of life
    Chipotle | Chipotle not hurt by higher beef prices, CFO says
    PayPal | PayPal trims costs and tops earnings views
    Tesla | Tesla cleared in Autopilot crash trial
    `,
  ),
  ...labelled(
    -1,
    `
    Apple | Apple suffers steepest sales drop in years
    Apple | Warren Buffett dumps half of his Apple stake
    Tesla | Tesla's profit plunges 71%
    Tesla | Tesla deliveries slump as rivals gain ground
    Nvidia | Nvidia sheds $600 billion, biggest one-day loss in history
    Alphabet | Google loses antitrust case over search
    Meta | Meta's metaverse unit loses another $4 billion
    Amazon | Amazon workers strike at seven warehouses
    Boeing | Door plug blowout grounds Boeing 737 MAX 9 jets
    Intel | Intel's foundry losses deepen
    Nike | Nike's comeback is not happening
    Disney | Disney's blockbuster flops at box office
    Ford | Ford takes $1.9 billion charge, delays electric SUV
    Starbucks | Starbucks scraps guidance
    Target | Target's CEO out after years of sluggish sales
    CVS | CVS cuts profit forecast for third time
    UnitedHealth | Justice Department investigating UnitedHealth's Medicare billing
    Humana | Humana stock plunges on Medicare star ratings
    Moderna | Moderna gets cold shoulder from FDA on flu shot
    Wells Fargo | Wells Fargo's net interest income disappoints again
    Credit Suisse | Credit Suisse finds 'material weaknesses', shares dive
    Citigroup | Regulators rebuke Citigroup over data failings
    Peloton | Peloton's CEO departs, 400 jobs to go
    Lyft | Lyft stock skids on soft guidance
    Snap | Snap's revenue growth stalls
    Zoom | Zoom cut to sell
    Netflix | Netflix misses earnings forecast on Brazilian tax dispute
    AMC | AMC's debt load looms as cash dwindles
    3M | Jury finds against 3M in earplug trial
    Johnson & Johnson | J&J's talc bankruptcy plan rejected
    Chevron | Chevron's earnings fall short
    BP | BP slashes buyback as profit halves
    AT&T | AT&T slides on report of lead cables
    Comcast | Comcast broadband customers keep leaving
    CrowdStrike | Delta sues CrowdStrike over July outage
    Adobe | Adobe sinks as AI fears outweigh earnings beat
    WeWork | WeWork raises substantial doubt about its survival
    Rivian | Rivian lowers delivery forecast
    Lucid | Lucid to raise cash in dilutive share sale
    Palantir | Is Palantir overvalued? Short seller Citron thinks so
    Microsoft | Microsoft outage hits users worldwide
    Oracle | Oracle's spending spree spooks investors
    Dollar Tree | Dollar Tree posts unexpected loss
    Apple | Apple not doing enough in AI, analyst says in downgrade
    AMD | AMD isn't gaining on Nvidia, data show
    UPS | UPS profit outlook falls flat with Wall Street
    `,
  ),
  ...labelled(
    0,
    `
    Apple | Apple event: how to watch
    Apple | Apple or Amazon: which stock would you rather own?
    Microsoft | Microsoft to webcast annual shareholders meeting
    Tesla | Tesla shares steady ahead of delivery numbers
    Amazon | Amazon appoints former banker to its board
    Nvidia | What analysts are saying about Nvidia
    Meta | Meta's quarterly filing: key takeaways
    Alphabet | Alphabet's new chief financial officer starts in July
    PepsiCo | PepsiCo results match expectations
    Disney | Disney CEO to speak at investor conference
    Boeing | Boeing maintains production rate at 38 a month
    Ford | Ford: 10-Q filed
    JPMorgan | JPMorgan hires two bankers for its Paris office
    Walmart | Walmart opens first store of the year in Ohio
    Intel | How does Intel make money?
    IBM | IBM holds quarterly dividend at $1.68
    Netflix | Netflix earnings preview: the numbers that matter
    Starbucks | RBC starts Starbucks at sector perform
    Uber | Uber and Lyft shares: a comparison
    Pfizer | Pfizer closes purchase of Seagen
    AT&T | AT&T stock ends the day where it started
    Visa | Visa to release fiscal second-quarter earnings on April 28
    General Motors | GM to change reporting segments from next year
    Salesforce | Salesforce's Benioff gives interview on AI agents
    Exxon | Oil prices and Exxon: five charts
    Block | Block changes its ticker symbol to XYZ
    Oracle | Oracle's annual meeting set for November
    Cisco | Cisco Systems: a look at the valuation
    Nike | Where will Nike stock be in five years?
    Mastercard | Mastercard shares trade ex-dividend today
    `,
  ),
];
