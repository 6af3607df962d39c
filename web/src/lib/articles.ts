import type { Article } from '@hirexp/mock-call-sdk';

export interface Section {
  id: string;
  source: 'article' | 'script';
  article: string;
  title: string;
  /** Markdown, without its heading. */
  body: string;
}

/** An article cut at its second-rank headings; what stands before the first has the article's own title. */
export function sectionsOf({ title, body }: Article, source: Section['source']): Section[] {
  const withoutTitle = body.replace(/^\s*# .*\n/, '');
  return withoutTitle
    .split(/^(?=## )/m)
    .map((part, i) => {
      const heading = part.match(/^## (.*)\n?/);
      return {
        id: `${source}-${i}`,
        source,
        article: title,
        title: heading?.[1]?.trim() || title,
        body: (heading ? part.slice(heading[0].length) : part).trim(),
      };
    })
    .filter(({ body: text }) => text !== '');
}

/** The sections that hold every word; all of them when there is none. */
export function searched(sections: Section[], text: string): Section[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sections.filter(({ title, body }) => {
    const hay = `${title} ${body}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
