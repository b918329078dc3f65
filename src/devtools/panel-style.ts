/** The panel's style sheet; its lines are joined, for the sake of the script's size. Colours have a contrast of at least 4.5:1 with their background. */
export const PANEL_STYLE = `\
:root{color-scheme:light dark;--surface:#fff;--raised:#f4f5f8;--line:#dfe3ea;--text:#161a22;--soft:#4d5666;--accent:#4656e0;\
--good:#0f7346;--fair:#8f5500;--bad:#c12830;--bad-soft:#fdeaeb;--bar:#5163f0;\
--mono:12px/1.5 ui-monospace,Menlo,Consolas,monospace;font:13px/1.45 system-ui,"Segoe UI",sans-serif}\
@media (prefers-color-scheme:dark){:root{--surface:#141821;--raised:#1b202b;--line:#2b3240;--text:#e9ecf2;--soft:#aab3c2;--accent:#93a0ff;\
--good:#3ecf8e;--fair:#f0b545;--bad:#ff7b7f;--bad-soft:#341b20;--bar:#7e8dff}}\
*{box-sizing:border-box;margin:0}\
[hidden]{display:none!important}\
html,body{height:100%;overflow:hidden;background:none;color:var(--text)}\
button,input,select{font:inherit;color:inherit}\
button{cursor:pointer}\
:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}\
.panel{position:fixed;left:0;right:0;bottom:0;display:flex;flex-direction:column;background:var(--surface);border-top:1px solid var(--line)}\
.separator{position:absolute;top:-1px;left:0;right:0;height:8px;cursor:ns-resize;touch-action:none;z-index:1}\
.separator::after{content:"";position:absolute;top:3px;left:50%;width:36px;margin-left:-18px;height:3px;border-radius:2px;background:var(--line)}\
header{display:flex;flex-wrap:wrap;align-items:center;gap:2px 12px;padding:8px 12px 0;border-bottom:1px solid var(--line)}\
h1{font-size:13px}\
[role=tablist]{display:flex;overflow-x:auto;flex:1;scrollbar-width:none}\
[role=tab]{border:0;background:none;padding:8px 10px;color:var(--soft);border-bottom:2px solid transparent;white-space:nowrap}\
[role=tab][aria-selected=true]{color:var(--text);border-color:var(--accent);font-weight:600}\
.badge:not(:empty){margin-left:6px;padding:0 6px;border-radius:9px;background:var(--bad-soft);color:var(--bad);font-weight:600;font-size:11px}\
.tools{display:flex;gap:6px;padding-bottom:4px}\
.small{border:1px solid var(--line);background:var(--raised);border-radius:6px;padding:3px 9px}\
.small:hover,.row[aria-expanded]:hover,.target:is(button):hover{border-color:var(--accent)}\
.content{flex:1;min-height:0}\
[role=tabpanel]{height:100%;overflow:auto;padding:12px;overscroll-behavior:contain}\
ul,ol{list-style:none;padding:0}\
.vitals{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:8px;margin-bottom:12px}\
.vital{border:1px solid var(--line);border-radius:8px;border-left:4px solid var(--tone,var(--line));min-width:0;overflow:hidden}\
.vital .row{display:grid;grid-template-columns:auto 1fr;gap:0 10px;width:100%;padding:8px 10px;text-align:left}\
.vital abbr{text-decoration:none;font-weight:600;color:var(--soft)}\
.vital strong{font-size:17px;line-height:1.2;font-variant-numeric:tabular-nums;text-align:right}\
.rating,.vital small{grid-column:1/-1}\
small,.about,.empty,dt,time,.cause,.why{color:var(--soft);font-size:12px}\
.cause{padding:0 10px 8px;overflow-wrap:anywhere}\
.cause>*{display:block}\
.cause .target{font:var(--mono);color:var(--text);max-width:100%;text-align:left;border-radius:4px}\
button.target{border:1px solid var(--line);background:var(--raised);padding:1px 5px}\
[data-tone=good]{--tone:var(--good)}\
[data-tone=fair]{--tone:var(--fair)}\
[data-tone=bad]{--tone:var(--bad)}\
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 14px}\
.facts dd{overflow-wrap:anywhere}\
.row{display:grid;width:100%;border:1px solid transparent;background:none;text-align:left;border-radius:6px;padding:5px 8px;gap:0 12px}\
.records .row{grid-template-columns:minmax(0,2fr) max-content minmax(0,3fr)}\
.records>li,.messages>li{border-bottom:1px solid var(--line)}\
.name,.why{overflow-wrap:anywhere}\
.number{font-variant-numeric:tabular-nums;color:var(--soft);text-align:right}\
.rating,dd[data-tone],.why[data-tone],li[data-tone=bad]>.row .name,.messages>:not([data-tone=good]){color:var(--tone,inherit)}\
.details{padding:6px 8px 12px}\
pre{margin-top:6px;padding:10px;max-height:280px;overflow:auto;background:var(--raised);border-radius:6px;font:var(--mono)}\
.choice{display:flex;align-items:center;gap:8px;margin-bottom:8px;color:var(--soft);font-size:12px}\
.choice>*{min-width:0;max-width:100%;padding:3px 6px;border:1px solid var(--line);border-radius:6px;background:var(--surface);color:var(--text)}\
.about{margin-bottom:8px;overflow-wrap:anywhere}\
.waterfall .row{grid-template-columns:minmax(0,2fr) minmax(0,3fr) 92px;align-items:center}\
.waterfall .name{padding-left:calc(var(--depth)*14px);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}\
.track{height:14px;background:var(--raised);border-radius:3px;overflow:hidden}\
.bar{display:block;height:100%;min-width:2px;margin-left:min(var(--from),calc(100% - 2px));width:var(--length);background:var(--tone,var(--bar));border-radius:3px}\
[data-kind=client] .bar{--bar:var(--good)}\
.messages>li{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:0 12px;padding:4px 8px;overflow-wrap:anywhere}\
time{font-variant-numeric:tabular-nums}\
.pill{position:fixed;right:12px;bottom:12px;display:flex;gap:8px;align-items:center;border:1px solid var(--line);border-radius:99px;background:var(--surface);padding:6px 12px}\
.pill::before{content:"";width:8px;height:8px;border-radius:50%;background:var(--tone)}\
.status{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
@media (min-width:900px){.facts{grid-template-columns:repeat(2,max-content minmax(0,1fr))}}\
@media (max-width:640px){header{padding:10px 8px 0}h1{display:none}[role=tablist]{order:1;flex:1 0 100%}.tools{margin-left:auto}[role=tabpanel]{padding:8px}\
.vitals{grid-template-columns:repeat(2,minmax(0,1fr))}\
.records .row{grid-template-columns:minmax(0,1fr) max-content}.records .why{grid-column:1/-1}\
.waterfall .row{grid-template-columns:minmax(0,1fr) max-content}.track{grid-column:1/-1;grid-row:2}}\
@media print{body{display:none}}`;
