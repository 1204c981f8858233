// Shows files anew that a page refers to: style sheets and images.

const IMAGES = /\.(png|jpe?g|gif|webp|avif|svg|ico)$/i;

export const isStyle = (path) => path.endsWith(".css");
export const isImage = (path) => IMAGES.test(path);

/** The path of a file of the folder by its address; null for one of elsewhere. */
const pathOf = (address) => {
  const target = new URL(address);
  return target.origin === location.origin ? decodeURIComponent(target.pathname.slice(1)) : null;
};

/** Loads style sheets anew; the old one stays until the new one is there. */
export async function restyle(frame, paths, morph) {
  const page = frame.contentDocument;
  const links = [...(page?.querySelectorAll('link[rel~="stylesheet"][href]') ?? [])];
  const changed = links.filter((link) => paths.includes(pathOf(link.href)));
  // A sheet that none links to may be imported by any.
  for (const link of changed.length ? changed : links) {
    if (pathOf(link.href) === null) continue;
    for (const path of paths) await fetch(`/${path}`, { cache: "reload" });
    await fetch(link.href, { cache: "reload" });
    const fresh = link.cloneNode(true);
    fresh.addEventListener("load", () => link.remove(), { once: true });
    link.after(fresh);
    morph.replace(link, fresh);
  }
}

/** Loads an image anew. */
export async function redraw(frame, path) {
  const page = frame.contentDocument;
  const images = [...(page?.querySelectorAll('img[src]:not([src=""])') ?? [])];
  const changed = images.filter((image) => pathOf(image.src) === path);
  if (changed.length) await fetch(`/${path}`, { cache: "reload" });
  for (const image of changed) image.setAttribute("src", image.getAttribute("src"));
}
