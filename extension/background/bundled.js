// The rulebook that comes with the extension, so that it works before it is paired.
// Static imports: a worker may not import while it runs. tests/repository holds the list complete.
import lexicon from "../shared/lexicon.json" with { type: "json" };
import discourse from "../shared/platforms/discourse.json" with { type: "json" };
import disqus from "../shared/platforms/disqus.json" with { type: "json" };
import facebook from "../shared/platforms/facebook.json" with { type: "json" };
import flarum from "../shared/platforms/flarum.json" with { type: "json" };
import fok from "../shared/platforms/fok.json" with { type: "json" };
import instagram from "../shared/platforms/instagram.json" with { type: "json" };
import invision from "../shared/platforms/invision.json" with { type: "json" };
import linkedin from "../shared/platforms/linkedin.json" with { type: "json" };
import misago from "../shared/platforms/misago.json" with { type: "json" };
import mybb from "../shared/platforms/mybb.json" with { type: "json" };
import nodebb from "../shared/platforms/nodebb.json" with { type: "json" };
import phpbb from "../shared/platforms/phpbb.json" with { type: "json" };
import reddit from "../shared/platforms/reddit.json" with { type: "json" };
import redditOld from "../shared/platforms/reddit_old.json" with { type: "json" };
import schemaOrg from "../shared/platforms/schema_org.json" with { type: "json" };
import smf from "../shared/platforms/smf.json" with { type: "json" };
import spirit from "../shared/platforms/spirit.json" with { type: "json" };
import trustpilot from "../shared/platforms/trustpilot.json" with { type: "json" };
import trustpilotBusiness from "../shared/platforms/trustpilot_business.json" with { type: "json" };
import tweakers from "../shared/platforms/tweakers.json" with { type: "json" };
import tweakersNews from "../shared/platforms/tweakers_news.json" with { type: "json" };
import vbulletin4 from "../shared/platforms/vbulletin4.json" with { type: "json" };
import vbulletin5 from "../shared/platforms/vbulletin5.json" with { type: "json" };
import wordpress from "../shared/platforms/wordpress.json" with { type: "json" };
import x from "../shared/platforms/x.json" with { type: "json" };
import xenforo from "../shared/platforms/xenforo.json" with { type: "json" };
import youtube from "../shared/platforms/youtube.json" with { type: "json" };
import rules from "../shared/rules.json" with { type: "json" };

/** @type {Rulebook} */
export const bundled = {
  version: `bundled ${rules.version}`,
  rules,
  lexicon,
  platforms: [
    discourse,
    disqus,
    facebook,
    flarum,
    fok,
    instagram,
    invision,
    linkedin,
    misago,
    mybb,
    nodebb,
    phpbb,
    reddit,
    redditOld,
    schemaOrg,
    smf,
    spirit,
    trustpilot,
    trustpilotBusiness,
    tweakers,
    tweakersNews,
    vbulletin4,
    vbulletin5,
    wordpress,
    x,
    xenforo,
    youtube,
  ],
  brand: { name: "" },
};
