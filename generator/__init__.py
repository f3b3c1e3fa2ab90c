"""Tilldelat: from data files about public allocation decisions to a public site.

The program is a pure function with reading before it and writing after it. In the order in
which the data passes through, each module importing only from those above it:

    problem, belopp, source      errors as values; amounts; YAML as text with places
    fields, model, registers     what the data may say, one declaration per field
    columns                      the public columns
    csv_text, insatser_csv       CSV as text with places; a list of insatser beside a decision
    translate, ledger, load      the model's refusals in Swedish; files to a `Register`
    history                      the files as they were at a revision of git
    swedish, rows, corrections   Swedish for readers; a decision as rows; what was published
    formula, reconcile           how amounts were arrived at; every sum again
    slips, rules                 what looks like a slip; sentences that must hold
    catalogue, examples, report  what each problem means, wrong and right; how it reads
    addresses, tables            where things live; the public tables
    publication, judgement       all that an output may know; files judged, by several processes
    exports, schema, draft       downloads; JSON Schema and drafts for whoever writes the data
    editing                      the ways from a page to its data
    sentences, page              a page's first words; what a page is
    trail                        the money followed: what each step hands on and leaves over
    overviews, details, markup, templates, pages, feeds     every page, as Markdown; feeds
    mentions, diff, diff_words, diff_report    what a change does: as a value, in words, in full
    verify_sources               figures against the documents
    site                         the only writing, and the site builder
    serve                        the site on the editor's own machine
    swedish_click, command       Swedish for the command line; what its commands share
    edit_commands, cli           the commands that write data; the command `tilldelat`
"""
