// SPDX-License-Identifier: Apache-2.0

/// The markup of workload W2 between its holes.
enum Markup {
    static let head: StaticString = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
        """

    static let headToUser: StaticString = """
        </title>
        <meta name="description" content="A small example store with plain goods for the \
        kitchen, the desk and the garden." />
        <link rel="canonical" href="https://shop.example.org/kitchen" />
        <link rel="stylesheet" href="/static/css/reset.css" />
        <link rel="stylesheet" href="/static/css/main.css" />
        <link rel="icon" type="image/png" sizes="32x32" href="/static/img/favicon-32.png" />
        <link rel="apple-touch-icon" sizes="180x180" href="/static/img/touch-180.png" />
        <script src="/static/js/app.js" defer="defer"></script>
        </head>
        <body class="shop shop-list">
        <a class="skip-link" href="#main">Skip to content</a>
        <header class="site-header" id="top">
        <div class="bar">
        <p class="bar-note">Free delivery on orders over fifty dollars. Returns accepted for \
        thirty days.</p>
        <ul class="bar-links">
        <li><a href="/help/delivery">Delivery</a></li>
        <li><a href="/help/returns">Returns</a></li>
        <li><a href="/help/contact">Contact us</a></li>
        <li><a href="/account/login">Your account</a></li>
        </ul>
        </div>
        <div class="brand">
        <a class="logo" href="/"><img src="/static/img/logo.svg" width="160" height="40" \
        alt="Example Store" /></a>
        <form class="search" action="/search" method="get" role="search">
        <label class="visually-hidden" for="q">Search the store</label>
        <input type="search" id="q" name="q" placeholder="Search the store" autocomplete="off" \
        />
        <button type="submit" class="btn btn-search">Search</button>
        </form>
        <p class="greeting">Hello, <b>
        """

    static let userToCart: StaticString = """
        </b></p>

        """

    static let cart: StaticString = #"<div class="cart"><span class="cart-count">"#

    static let countToTotal: StaticString = " items</span> <strong>"

    static let totalToEnd: StaticString = """
        </strong> <a class="btn btn-checkout" href="/checkout">Checkout</a></div>
        """

    static let cartToHeading: StaticString = """

        </div>
        <nav class="main-nav" aria-label="Main">
        <ul>
        <li class="nav-item"><a class="nav-link" href="/kitchen">Kitchen</a></li>
        <li class="nav-item"><a class="nav-link" href="/dining">Dining</a></li>
        <li class="nav-item"><a class="nav-link" href="/office">Office</a></li>
        <li class="nav-item"><a class="nav-link" href="/garden">Garden</a></li>
        <li class="nav-item"><a class="nav-link" href="/lighting">Lighting</a></li>
        <li class="nav-item"><a class="nav-link" href="/storage">Storage</a></li>
        <li class="nav-item"><a class="nav-link" href="/travel">Travel</a></li>
        <li class="nav-item"><a class="nav-link" href="/books">Books and paper</a></li>
        <li class="nav-item"><a class="nav-link" href="/gifts">Gifts</a></li>
        <li class="nav-item"><a class="nav-link" href="/clearance">Clearance</a></li>
        </ul>
        </nav>
        </header>
        <main id="main" class="content">
        <div class="page-head">
        <h1 class="page-title">
        """

    static let headingToCards: StaticString = """
        </h1>
        <p class="page-intro">Everyday things that are made to be used, repaired and used \
        again. Every item in this list is in stock and leaves our warehouse within one working \
        day.</p>
        <ul class="filters">
        <li><a class="filter" href="?sort=price">Lowest price first</a></li>
        <li><a class="filter" href="?sort=new">Newest first</a></li>
        <li><a class="filter" href="?sort=name">By name</a></li>
        <li><a class="filter" href="?only=sale">Only items on sale</a></li>
        </ul>
        </div>
        <section class="grid" aria-label="Products">

        """

    static let card: StaticString = #"<article class=""#

    static let classToURL: StaticString = """
        ">
        <a class="card-link" href="
        """

    static let urlToImage: StaticString = #""><img class="thumb" src=""#

    static let imageToName: StaticString = """
        " width="240" height="240" loading="lazy" alt="" /></a>
        <div class="card-body">
        <h3 class="card-title">
        """

    static let nameToPrice: StaticString = """
        </h3>
        <p class="price"><span class="currency">USD</span> <b>
        """

    static let priceToBadge: StaticString = """
        </b></p>

        """

    static let badge: StaticString = #"<span class="badge badge-sale">Sale!</span>"#

    static let badgeToEnd: StaticString = """

        <button type="button" class="btn btn-add">Add to cart</button>
        </div>
        </article>

        """

    static let cardsToEnd: StaticString = """
        </section>
        <section class="promise">
        <h2>Our promise</h2>
        <div class="promise-grid">
        <div class="promise-item"><img src="/static/img/icons/van.svg" width="48" height="48" \
        alt="" /><h3>Quick delivery</h3><p>Orders placed before three in the afternoon leave on \
        the same day.</p></div>
        <div class="promise-item"><img src="/static/img/icons/spanner.svg" width="48" \
        height="48" alt="" /><h3>Repair service</h3><p>We keep spare parts for every product \
        for at least fifteen years.</p></div>
        <div class="promise-item"><img src="/static/img/icons/leaf.svg" width="48" height="48" \
        alt="" /><h3>Honest materials</h3><p>We list what each item is made of and where the \
        parts come from.</p></div>
        <div class="promise-item"><img src="/static/img/icons/people.svg" width="48" \
        height="48" alt="" /><h3>Real people</h3><p>The person who answers your message also \
        packs the boxes.</p></div>
        </div>
        </section>
        <aside class="advice">
        <h2>Need advice?</h2>
        <p>Our staff have used every item we sell. Write to us or call between nine and five \
        and somebody who knows the answer will reply.</p>
        <p><a class="btn" href="/help/contact">Ask a question</a></p>
        </aside>
        <section class="seen" aria-label="Collections">
        <h2>Other collections</h2>
        <ul>
        <li><a href="/collections/breakfast">The breakfast table</a></li>
        <li><a href="/collections/bread">Bread and baking</a></li>
        <li><a href="/collections/small-desk">The small desk</a></li>
        <li><a href="/collections/workshop">Workshop basics</a></li>
        <li><a href="/collections/balcony">The balcony garden</a></li>
        <li><a href="/collections/train">Travel by train</a></li>
        </ul>
        </section>
        </main>
        <footer class="site-footer">
        <div class="foot-grid">
        <section class="foot-col">
        <h4>Shop</h4>
        <ul>
        <li><a href="/kitchen">Kitchen</a></li>
        <li><a href="/dining">Dining</a></li>
        <li><a href="/office">Office</a></li>
        <li><a href="/garden">Garden</a></li>
        <li><a href="/gifts">Gifts</a></li>
        <li><a href="/clearance">Clearance</a></li>
        </ul>
        </section>
        <section class="foot-col">
        <h4>Help</h4>
        <ul>
        <li><a href="/help/delivery">Delivery and collection</a></li>
        <li><a href="/help/returns">Returns and refunds</a></li>
        <li><a href="/help/repairs">Repairs and spare parts</a></li>
        <li><a href="/help/sizes">Sizes and measurements</a></li>
        <li><a href="/help/payment">Payment methods</a></li>
        <li><a href="/help/contact">Contact us</a></li>
        </ul>
        </section>
        <section class="foot-col">
        <h4>About</h4>
        <ul>
        <li><a href="/about">Who we are</a></li>
        <li><a href="/about/makers">Our makers</a></li>
        <li><a href="/about/materials">Materials</a></li>
        <li><a href="/about/jobs">Work with us</a></li>
        <li><a href="/about/press">Press</a></li>
        </ul>
        </section>
        <section class="foot-col foot-news">
        <h4>Newsletter</h4>
        <p>One message a month, no tracking, and you can leave at any time.</p>
        <form action="/newsletter" method="post">
        <label for="email">E-mail address</label>
        <input type="email" id="email" name="email" required="required" />
        <button type="submit" class="btn">Subscribe</button>
        </form>
        </section>
        </div>
        <div class="foot-legal">
        <p>Example Store, 12 Long Street, Anytown. All prices include tax.</p>
        <ul>
        <li><a href="/legal/terms">Terms</a></li>
        <li><a href="/legal/privacy">Privacy</a></li>
        <li><a href="/legal/cookies">Cookies</a></li>
        <li><a href="/sitemap">Site map</a></li>
        </ul>
        </div>
        <p class="to-top"><a href="#top">Back to top</a></p>
        </footer>
        </body>
        </html>

        """
}
