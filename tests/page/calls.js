// The calls the pages are made of: one of 400 turns, and one full of hostile text. All invented.

const HOSTILE = [
  "<script>window.hacked = 1</script> у меня жалоба",
  "<img src=x onerror='window.hacked = 1'> верните деньги",
  "\"'><svg/onload=window.hacked=1> я буду жаловаться",
  "</style></script></title><h1>x</h1> ]]> --> &lt;b&gt; &amp; жалоба",
  "\u202Eоборот\u202C \u2066изолят\u2069 и\u200Fещё жалоба",
  "строка\u2028разделитель\u2029абзац жалоба",
  "\u001b]0;заголовок\u0007\u001b[2J\u001b[31m красный жалоба",
  "=HYPERLINK(\"http://evil.example\";\"жалоба\")",
  "+7 912 жалоба", "-1+1 жалоба", "@SUM(A1) жалоба", "＝1+1 жалоба",
  "ж".repeat(4000) + " жалоба",
  "javascript:alert(1) http://evil.example/?q=жалоба {shown} {{7*7}} ${7*7}",
];

/** A call in which every kind of text that has broken a page before is said. */
function hostile() {
  const turns = HOSTILE.map((text, at) => ({
    role: at % 5 === 4 ? "agent" : "customer",
    start_ms: at * 5000, end_ms: at * 5000 + 1500, text,
  }));
  return {
    schema: "callsift.transcript/1", source: "<b>pbx</b>", call_id: "'\"><i>h</i>", language: "ru",
    agent_name: "=cmd|' /C calc'!A0 <u>агент</u>", customer_id: "\"><u>1042",
    queue: "<script>window.hacked = 1</script>", started_at: "2026-11-21T15:40:12Z", turns,
  };
}

/** Turn number `at`, with a word that no other turn has. */
const word = (at) => `ц${String(at).padStart(3, "0")}`;

/** A call of 400 turns with pauses, talk-over, a hold and findings all along. */
function long() {
  const turns = [];
  for (let at = 0; at < 400; at += 1) {
    const start = at * 6000 + (at % 50 === 49 ? 4500 : 0);
    const said = at % 20 === 7 ? "я третий раз звоню, верните деньги, у меня жалоба" :
      at % 20 === 12 ? "ваше обращение очень важно для нас, ожидайте" :
      "и над рекой до самого вечера стоял туман, а потом за лесом взошла луна";
    turns.push({
      role: at % 2 ? "customer" : "agent", start_ms: start,
      end_ms: start + (at % 30 === 10 ? 7500 : 4000), text: `${word(at)} ${said}`,
    });
  }
  return {
    schema: "callsift.transcript/1", source: "pbx", call_id: "long-400", language: "ru",
    agent_name: "Ирина Белова", customer_id: "CL-400400", started_at: "2026-11-21T09:00:00Z",
    holds: [{ start_ms: 1200000, end_ms: 1203000 }], turns,
  };
}

export const LONG_KEY = "pbx:long-400";
export const HOSTILE_TEXTS = HOSTILE;
export const wordOf = word;

/** Lines of a file of calls. */
export const lines = () => [hostile(), long()].map((call) => JSON.stringify(call) + "\n").join("");
