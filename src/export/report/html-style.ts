/** The report's look: the page's own colours, light and dark on a screen, black on white on paper. */
export const style = `
:root{color-scheme:light dark;--canvas:light-dark(#fff,#16181d);--sunken:light-dark(#f4f5f7,#101216);--line:light-dark(#dde0e5,#2a2e36);--text:light-dark(#16181d,#eceef1);--muted:light-dark(#5a626e,#9aa2ae);--accent:light-dark(#1d5fd1,#7aa9ff);--good:light-dark(#106b39,#5fcf91);--caution:light-dark(#855300,#e8b452);--bad:light-dark(#b3231b,#ff8f85)}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:14px/1.5 "Inter",system-ui,"Segoe UI",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}
h2{margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line);font-size:1.15rem}
h3{margin:1.5rem 0 .5rem;font-size:1rem}
h4,h5,h6{margin:1.25rem 0 .25rem;font-size:.925rem}
p,ul,ol,dl{margin:.5rem 0}
ul,ol{padding-left:1.4rem}
li{margin:.15rem 0}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font-family:"JetBrains Mono",ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
code{overflow-wrap:anywhere}
pre{margin:.5rem 0;padding:.75rem;border:1px solid var(--line);border-radius:5px;background:var(--sunken);white-space:pre-wrap;overflow-wrap:anywhere}
dl>div{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:1rem;padding:.25rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--muted)}
dd{margin:0}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.925em}
td{min-width:6rem}td:first-child{min-width:9.5rem}
th,td{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--muted);font-weight:500}
.state{font-weight:600;white-space:nowrap}
.state::before{margin-right:.35em}
.good{color:var(--good)}.good::before{content:"✓"}
.example{--good:var(--muted)}
.caution{color:var(--caution)}.caution::before{content:"△"}
.bad{color:var(--bad)}.bad::before{content:"✗"}
.open{color:var(--muted)}.open::before{content:"?"}
summary{cursor:pointer}
summary>h3,summary>h4{display:inline-block;margin:.5rem 0}
.drawing>svg{display:block;max-width:100%;min-width:44rem;height:auto}
@media (max-width:40rem){dl>div{grid-template-columns:minmax(0,1fr);gap:0}}
@media print{
:root{color-scheme:light}
@page{margin:20mm 16mm 18mm;@top-left{content:"KMS permissions for forensic imports";font:8pt system-ui,sans-serif;color:#5a626e}@top-right{content:"Keyhole";font:8pt system-ui,sans-serif;color:#5a626e}@bottom-right{content:"Page " counter(page) " of " counter(pages);font:8pt system-ui,sans-serif;color:#5a626e}}
@page:first{@top-left{content:""}@top-right{content:""}}
body{font-size:10.5pt}
main{max-width:none;padding:0}
nav ol{columns:2}
h2,h3,h4,h5,summary,section>p:has(+.wide),section>p:has(+ul){break-after:avoid}
p,li,dd,pre{orphans:3;widows:3}
.drawing,#approval{break-inside:avoid}
#approval td{height:14mm}
tr,dl>div{break-inside:avoid}
thead{display:table-header-group}
.wide{overflow:visible}
.drawing>svg{min-width:0;print-color-adjust:exact}
details::details-content{display:block;content-visibility:visible;height:auto}
summary{list-style:none}
a{color:inherit;text-decoration:none}
}
`;
