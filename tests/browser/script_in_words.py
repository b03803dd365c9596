"""Words that would be script, markup or an attribute where a page forgot that they are words."""

RUN = "alert('tembus')"
PAYLOADS = (
    f"<script>{RUN}</script>",
    "<ScRiPt src=https://elsewhere.example/x.js></ScRiPt>",
    f"</script><script>{RUN}</script>",
    f"<!--<script>{RUN}//-->",
    f"<img src=x onerror={RUN}>",
    "<img src=https://elsewhere.example/x.png>",
    f"<img/src=x/onerror={RUN}>",
    f"<img src='x' onerror='{RUN.replace(chr(39), '`')}'",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>x</text></a></svg>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={RUN}>#x'/></svg>",
    f"<math><mtext></mtext><script>{RUN}</script></math>",
    f"<math href='javascript:{RUN}'>x</math>",
    f"<body onload={RUN}>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<a href='javascript:{RUN}'>tembus</a>",
    f"<a href='&#106;avascript:{RUN}'>tembus</a>",
    f"<a href='java\tscript:{RUN}'>tembus</a>",
    f"<form action='javascript:{RUN}'><button>tembus</button></form>",
    f"<button formaction='javascript:{RUN}'>tembus</button>",
    f"<input onfocus={RUN} autofocus>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<marquee onstart={RUN}>",
    f"<select onfocus={RUN} autofocus>",
    "<style>@import 'https://elsewhere.example/x.css'</style>",
    "<style>*{background:url(https://elsewhere.example/x)}</style>",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<xmp><p title='</xmp><img src=x onerror={RUN}>'>",
    f"<table background='javascript:{RUN}'>",
    "<div hx-get=/accounts/logout/ hx-trigger=load data-tembus>x</div>",
    f"<div hx-on:load={RUN} hx-trigger=load data-tembus>x</div>",
    "<tembus>",
    "</title><tembus>",
    "</textarea><tembus>",
    "</style><tembus>",
    "</template><tembus>",
    "</option></select><tembus>",
    "--><tembus>",
    "]]><tembus>",
    '"><tembus x="',
    "'><tembus x='",
    '" data-tembus="1',
    "' data-tembus='1",
    f'" onmouseover="{RUN}" data-tembus="',
    f"' autofocus onfocus='{RUN}' data-tembus='",
    f"` onerror={RUN} data-tembus=`",
    f"x onclick={RUN} data-tembus=1",
    f"javascript:{RUN}//",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f'";{RUN};//',
    f"';{RUN};//",
    f"\\';{RUN};//",
    f"${{{RUN}}}",
    f"{{{{constructor.constructor('{RUN.replace(chr(39), '`')}')()}}}}",
    "{% debug %}{{ request.user.password }}",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\u202e<tembus>\u2028{RUN}\u2029",
)
# What a page shows where some of them came to be more than words.
MARKS = """() => {
    const elements = "tembus, [data-tembus], iframe, object, embed, base, marquee, xmp, style, meta[http-equiv]";
    const scripts = "script:not([src]):not([type='application/json'])";
    const addresses = /^(href|src|action|formaction|xlink:href|data|poster|background)$/;
    const schemes = /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data):/i;
    const found = [];
    for (const each of document.querySelectorAll("*")) {
        if (each.matches(elements) || each.matches(scripts)) found.push(each.outerHTML.slice(0, 200));
        for (const { name, value } of each.attributes) {
            const runs = /^(on|hx-on)/.test(name) || (addresses.test(name) && schemes.test(value));
            if (runs) found.push(`${each.tagName} ${name}=${value.slice(0, 200)}`);
        }
    }
    return found;
}"""


def some_for(place: int, turn: int, longest: int | None) -> str:
    """Payloads for one field of one row, as many as it holds; in each turn and place they begin with others."""
    begin, words = (place * 7 + turn * 11) % len(PAYLOADS), ""
    for each in (*PAYLOADS[begin:], *PAYLOADS[:begin]):
        more = f"{words} {each}" if words else each
        if longest is None or len(more) <= longest:
            words = more
    return words
