/** Texts that do harm where they are taken for markup, a link, a key of an object, or signs for a terminal. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>document.title = "hacked"</script>',
  '<img src=x onerror="document.title = \'hacked\'">',
  '</script><script>document.title = "hacked"</script>',
  'javascript:document.title="hacked"',
  '"><svg onload=document.title="hacked">',
  'safe\u202egnp.exe',
  'bell\u0007 \u001b[31mred\u001b[0m\r\nnew line\u2028',
  '__proto__',
  'constructor',
  '{{7*7}} ${7*7} <!-- --> <![CDATA[ ]]>',
  `long-${'x'.repeat(240)}`,
  'https://example.com/?a=1&b=<b>',
];
