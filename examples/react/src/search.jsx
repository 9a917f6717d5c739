// A search page of your own: the index stays on the server, and each query reads the ranges that it needs.
import { openRemote } from 'hansou/remote';
import { useEffect, useState } from 'react';

/** A snippet as text and marks. */
function Snippet({ snippet: { text, highlights } }) {
  const parts = [];
  let at = 0;
  for (const { start, end } of highlights) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return <p>{[...parts, text.slice(at)]}</p>;
}

export function Search({ address }) {
  const [index, setIndex] = useState();
  const [query, setQuery] = useState('');
  const [result, setResult] = useState();
  const [error, setError] = useState();

  useEffect(() => {
    openRemote(new URL(address, document.baseURI)).then(setIndex, setError);
  }, [address]);

  useEffect(() => {
    if (!index || query.trim() === '') return setResult(undefined);
    const controller = new AbortController();
    index.search(query, { signal: controller.signal }).then(setResult, problem => {
      if (!controller.signal.aborted) setError(problem);
    });
    // What was typed since makes this search worthless.
    return () => controller.abort();
  }, [index, query]);

  return (
    <main>
      <input type="search" aria-label="搜索" value={query} onChange={event => setQuery(event.target.value)} />
      {error && <p role="alert">{error.message}</p>}
      {result && <p role="status">{result.total} 篇</p>}
      {result?.hits.map(({ id, document, snippets }) => (
        <article key={id}>
          <h2>{document.title}</h2>
          {snippets.body?.map(snippet => (
            <Snippet key={snippet.span.start} snippet={snippet} />
          ))}
        </article>
      ))}
    </main>
  );
}
