//! Seeds: small records of every format in which each text that was said holds one odd word.

/// A record, with the odd word for each `~`.
fn said(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.replace('~', crate::properties::SAID).into_bytes()).collect()
}

pub(crate) fn own_json() -> Vec<Vec<u8>> {
    said(&[
        r#"{"schema":"callsift.transcript/1","call_id":7,"source":"p","started_at":"2026-11-21T17:40:12","duration_ms":9000,"language":"uk","medium":"voice","direction":"inbound","agent_name":"Олена","turns":[{"role":"agent","speaker":"x","start_ms":-1,"end_ms":"9.5","text":"~ a\u00e9","words":[{"text":"~","start_ms":1,"end_ms":0},{"text":"aé"}]},{"role":"customer","text":"","words":[{"text":"~","start_ms":20,"end_ms":900}]}],"holds":[{"start_ms":3,"end_ms":2},{"start_ms":100,"end_ms":200}]}"#,
        r#"{"schema":"callsift.transcript/1","turns":[{"speaker":"Клиент","start_ms":0,"end_ms":100,"text":"Я ~ хочу"},{"speaker":"Оператор","start_ms":200,"text":"~"},{"role":"system","start_ms":1e3,"end_ms":"2e3","text":"~ ~"}],"labels":{"complaint":1,"spans":[{"turn":0,"start":0,"end":3,"category":"complaint.billing"}]},"x":[1.10]}"#,
        r#"{"schema":"callsift.transcript/1","medium":"chat","customer_phone":380501234567,"customer_email":"b@x.ua","turns":[]}"#,
    ])
}

/// Records in which nothing is odd, so that the quick reader takes them before they are changed.
pub(crate) fn usual_json() -> Vec<Vec<u8>> {
    said(&[
        r#"{"schema":"callsift.transcript/1","call_id":"7","source":"p","started_at":"2026-11-21T17:40:12Z","duration_ms":9000,"language":"uk","turns":[{"role":"agent","start_ms":0,"end_ms":90,"text":"~, a b","words":[{"text":"~,","start_ms":1,"end_ms":20},{"text":"a","start_ms":21,"end_ms":30},{"text":"b","start_ms":31,"end_ms":90}]},{"role":"customer","start_ms":95,"end_ms":99,"text":"~"}],"holds":[{"start_ms":3,"end_ms":7}]}"#,
        r#"{"turns": [{"speaker": "\u041a\u043b\u0438\u0435\u043d\u0442", "start_ms": 0, "end_ms": 100, "text": "\u042f ~ \ud83d\ude00\n", "words": [{"text": "\u042f", "start_ms": 0, "end_ms": 9}, {"end_ms": 10.5, "text": "~"}]}, {"speaker": 1, "text": "~"}], "x": [1.10, {"y": null}], "call_id": 7}"#,
    ])
}

pub(crate) fn call_analytics() -> Vec<Vec<u8>> {
    said(&[
        r#"{"JobName":"j","LanguageCode":"en-US","Channel":"VOICE","Participants":[{"ParticipantRole":"AGENT"}],"ConversationCharacteristics":{"TotalConversationDurationMillis":32670},"Transcript":[{"Content":"Hi ~.","ParticipantRole":"AGENT","BeginOffsetMillis":4,"EndOffsetMillis":9,"Items":[{"Type":"pronunciation","Content":"Hi","BeginOffsetMillis":4,"EndOffsetMillis":5},{"Type":"pronunciation","Content":"~","BeginOffsetMillis":5,"EndOffsetMillis":9},{"Type":"punctuation","Content":"."}]},{"Content":"~","ParticipantRole":"CUSTOMER","BeginOffsetMillis":14,"EndOffsetMillis":"x"}]}"#,
    ])
}

pub(crate) fn neutral() -> Vec<Vec<u8>> {
    said(&[
        r#"{"call_id":"1","customer_id":"c","language":"ru","source":"s","turns":[{"speaker":"customer","speaker_raw":"c","start_s":1.4905,"end_s":2e0,"text":"Алло ~","words":[{"text":"Алло","start_s":1.5,"end_s":null},{"text":"~","start_s":1.6,"end_s":1.7}]},{"speaker":"agent","start_s":"3","end_s":1,"text":"~"}]}"#,
    ])
}

pub(crate) fn intercom() -> Vec<Vec<u8>> {
    said(&[
        r#"{"id":"4","created_at":1700000000,"source":{"body":"<b>~ a","author":{"type":"user","id":"u","email":"a@b.c","name":"Ann"}},"contacts":{"contacts":[{"id":"u","external_id":"7"}]},"conversation_parts":{"conversation_parts":[{"part_type":"note","body":"<!-- ~","created_at":9,"author":{"type":"admin"}},{"part_type":"comment","body":"<p>~<br>b&nbsp;c</p><blockquote>q</blockquote>","created_at":1700000009,"author":{"type":"bot"}},{"part_type":"assignment","body":null,"created_at":"1700000010"}]}}"#,
    ])
}

pub(crate) fn zendesk() -> Vec<Vec<u8>> {
    said(&[
        r#"{"id":7,"requester_id":1,"created_at":"2026-11-21T10:00:00Z","comments":[{"author_id":1,"public":true,"html_body":"<p>~ a&nbsp;<blockquote>q</blockquote></p>","created_at":"2026-11-21T10:00:00Z"},{"author_id":-1,"public":false,"plain_body":"> x\nOn 1.2.26, B wrote:\n~ z"},{"author_id":2,"is_public":true,"body":"~\n-- \nAnn","created_at":"2026-11-21T10:00:07+02:00"}]}"#,
    ])
}

pub(crate) fn telegram() -> Vec<Vec<u8>> {
    said(&[
        r#"{"id":5,"name":"A","type":"personal_chat","messages":[{"id":1,"type":"message","date":"2026-11-21T10:00:00","date_unixtime":"1763719200","from":"A","from_id":"u","text":["~ a",{"type":"bold","text":"b ~"}]},{"type":"service","date":"x","text":""},{"type":"message","date":"2026-11-21T10:00:01","from":"B","from_id":"v","text":"~","reply_to_message_id":1}]}"#,
        r#"{"chats":{"about":"x","list":[{"id":5,"messages":[{"type":"message","date":"2026-11-21T10:00:00","from_id":"u","text":"~"}]},{"id":6,"messages":[]},7]}}"#,
    ])
}

pub(crate) fn whatsapp() -> Vec<Vec<u8>> {
    said(&[
        "\u{200e}[21.11.26, 5:40:01\u{202f}PM] Анна: ~ день\nя ~\n[22.11.26, 5:41:01 PM] +380 50: \u{200e}<x>\n[22.11.26, 5:42:01 PM] Анна: ~\n",
        "1/2/26, 17:40 - Messages are end-to-end encrypted\n1/2/26, 17:40 - B: ~ z\n1/3/26, 17:41 - Ann: ~\n> q\n13/2/26, 09:00 - B: y: ~\n",
    ])
}

pub(crate) fn webvtt() -> Vec<Vec<u8>> {
    said(&[
        "WEBVTT\nLanguage: en\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Anna>a &lt; ~ b<00:01.500> <c>ж</c>\nBot: x ~\n\nNOTE z\n\n0.5 --> 7,380\n<3 & <v",
        "WEBVTT\n\n00:01.000 --> 00:02.000\none ~\n\n00:02.000 --> 00:03.000\none ~\ntwo ~\n\n00:03.000 --> 00:04.000\ntwo ~\nthree\n\n1:01:01.080 --> 1:01:02\n- x ~\n- y\n",
    ])
}

pub(crate) fn srt() -> Vec<Vec<u8>> {
    said(&[
        "1\n00:00:01,000 --> 00:00:02,5\n{\\an8}>> A: <i>x ~</i>\n- y ~\n- z\n\n2\nno\n\n\n3\n00:00:02,000 --> 00:00:03\nя ~\n",
        "00:00:01,000 --> 00:00:02,000\nAgent: ~ hi\n00:00:03,000 --> 00:00:02,000\nCustomer: ~\n\nx\n",
    ])
}

pub(crate) fn ttml() -> Vec<Vec<u8>> {
    said(&[
        "<tt xml:lang='uk' xmlns:ttp='http://www.w3.org/ns/ttml#parameter' ttp:frameRate='25' ttp:tickRate='10'><head><metadata><ttm:agent xml:id='a'><ttm:name>Ann</ttm:name></ttm:agent></metadata></head><body begin='1s'><div><p begin='00:00:01:05' dur='9t' ttm:agent='a'>a ~<br/>&amp;<span begin='1f' end='2ms' style='agent'>ж ~</span></p><p begin='2s' end='1s' style='speaker1'>~</p></div></body></tt>",
        "<?xml version=\"1.0\"?>\n<tt:tt xmlns:tt=\"http://www.w3.org/ns/ttml\"><tt:body><tt:p begin=\"00:00:01.5\" end=\"00:00:02\">~ <tt:span>b</tt:span></tt:p><tt:p>c<!-- d --><![CDATA[~]]></tt:p></tt:body></tt:tt>",
    ])
}

pub(crate) fn ctm_stm() -> Vec<Vec<u8>> {
    said(&[
        "rec A 0.5 0.25 one~ 0.9\n;; x\nrec A 0.5 0.25 ,\nrec B 3 1 ж~\nrec2 1 0 1 ~ 1 lex spk\n",
        "rec A agent 0.5 1.25 <o,f0> ж ~\nrec B x 1 2 yes ~\n;; c\nrec A agent 3 2 (~)\n",
    ])
}

pub(crate) fn switchboard() -> Vec<Vec<u8>> {
    said(&["A|one ~, two|sv\nB|ж ~|%\nA|{F uh, } <laughter> ~ [ I, + I ] --|qy^d\n"])
}

pub(crate) fn text() -> Vec<Vec<u8>> {
    said(&[
        "Оператор: день ~\n[00:01.5] Anna: x ~\nAnna 00:01:02: y ~\nплюс (0:10)\n(0:15) Anna:\n~\n",
        "Speaker 0: ~ 1\nb\nSpeaker 1: c ~\n1:02 Speaker 0: d\n",
        "так ~ я звоню вам уже третий раз потому что чайник который вы мне продали опять не работает и я не знаю что с ним делать а деньги мне никто не возвращает и не отвечает ~",
    ])
}

pub(crate) fn rev_nlp() -> Vec<Vec<u8>> {
    said(&[
        "token|speaker|ts|endTs|punctuation|prepunctuation|case|tags\nж~|1|0.5|0.9|,||LC|[]\n<laugh>|1|||\n~|2|1|2|.||UC|['5:A']\n",
    ])
}

pub(crate) fn podcast_html() -> Vec<Vec<u8>> {
    said(&[
        "<cite>Anna:</cite><time>0:01</time><p>a &amp; ~ <b>ж</b></p><cite>Bo</cite><time>1:00:02</time><p>z ~<p>y",
    ])
}

pub(crate) fn vcon() -> Vec<Vec<u8>> {
    let mut seeds = said(&[
        r#"{"uuid":"u","vcon":"0.3.0","created_at":"2026-11-21T17:40:12Z","critical":["cc"],"parties":[{"name":"A","role":"agent","uuid":"a"},{"tel":"tel:+1","mailto":"mailto:b@x","meta":{"role":"customer"}}],"dialog":[{"type":"recording","start":"2026-11-21T17:40:12+02:00","duration":33.1,"parties":[0,[1],null],"party_history":[{"party":1,"time":"2026-11-21T15:40:20Z","event":"hold"},{"party":1,"time":"2026-11-21T15:40:22Z","event":"unhold"}]},{"type":"text","start":"2026-11-21T17:40:12","originator":9,"mediatype":"multipart/mixed; boundary=x","body":"--x\r\nContent-Type: text/html\r\n\r\n<p>~ ж\r\n--x--"}],"analysis":[{"type":"transcript","dialog":0,"body":[{"parties":1,"start":"2026-11-21T17:40:13Z","duration":0.5,"text":"~ ж"}]},{"type":"transcript","dialog":[0,1],"encoding":"base64url","body":"QTogYQ"},{"type":"wtf_transcription","party":1,"dialog":0,"body":{"transcript":{"text":"~ a"},"segments":[{"start":1,"end":0,"text":"~ a","words":[0,7]}],"metadata":{},"words":[{"text":"~","start":1,"end":2}]}}]}"#,
        r#"{"uuid":"v","parties":[{"name":"A"},{"name":"B","role":"customer"}],"dialog":[{"type":"recording","start":"2026-11-21T17:40:12Z","duration":9,"parties":[0,1]},{"type":"recording","start":"2026-11-21T17:41:12Z","parties":[1]}],"analysis":[{"type":"transcript","dialog":0,"vendor":"deepgram","encoding":"json","body":{"results":{"channels":[{"alternatives":[{"transcript":"~ hi","words":[{"word":"~","start":0.1,"end":0.5,"speaker":0},{"word":"hi","punctuated_word":"Hi.","start":0.6,"end":0.9}]}]},{"alternatives":[{"transcript":"~","words":[]}]}]}}},{"type":"transcript","dialog":1,"body":"WEBVTT\n\n00:01.000 --> 00:02.000\n<v B>~"},{"type":"transcript","dialog":1,"start":"2026-11-21T17:41:14Z","body":[{"speaker":"A","message":"~","start":1,"end":2}]}]}"#,
        r#"{"uuid":"w","parties":[{},{"name":"Customer"}],"dialog":[{"type":"text","start":"2026-11-21T10:00:00Z","parties":[0,1],"mediatype":"message/rfc822","body":"From: a@b\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n~ =E6=20\r\nOn 1.2.26, B wrote:\r\n> q"},{"type":"text","parties":[1],"encoding":"base64url","body":"0LY"},{"type":"transfer","transferee":0},{"type":"incomplete","disposition":"busy"}],"attachments":[]}"#,
    ]);
    let signed = data_encoding::BASE64URL_NOPAD.encode(&seeds[0]);
    seeds.push(
        format!(r#"{{"payload":"{signed}","signatures":[{{"signature":"x"}}]}}"#).into_bytes(),
    );
    seeds
}

pub(crate) fn call_tables() -> Vec<Vec<u8>> {
    said(&[
        "call_id;speaker;start_s;end_s;text;started_at\r\n1;agent;0.5;1,5;~ hi;21.11.2026 17:40\r\n1;customer;3;;\"~ \"\"a\"\"\nb\";\r\n2;Клиент;x;-1;~;\r\n1;agent;9;10;~;\r\n",
        "id,transcript,date,phone\n7,\"Agent: ~ hi\nCustomer: ~\",2026-11-21T17:40:12Z,+380501234567\n8,~ and no more,,\n",
        "~ one,0.0,1.5\n\"~ two, three\",1.5,2.25\n",
        "Номер звонка\tКто\tВремя\tТекст\n1\tОператор\t00:00:01\t~ день\n1\tКлиент\t17:40:12\t~\n",
    ])
}
