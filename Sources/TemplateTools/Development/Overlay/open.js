// Opens a place of a template in an editor, or says where it is.

/** `say` gets what became of it, in a line. */
export async function openPlace({ file, line, column }, say) {
  const name = `${file}:${line}:${column}`;
  say(name);
  try {
    const response = await fetch("/_talisman/open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ file, line, column }),
    });
    if (!response.ok) throw new Error((await response.text()).trim());
    const { isOpen, path } = await response.json();
    say(isOpen ? `opened ${path}:${line}:${column}` : `${path}:${line}:${column}`);
    if (!isOpen) await navigator.clipboard?.writeText(`${path}:${line}:${column}`).catch(() => {});
  } catch (error) {
    say(`${name}: ${error.message}`);
  }
}
