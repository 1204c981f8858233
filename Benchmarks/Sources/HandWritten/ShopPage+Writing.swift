// SPDX-License-Identifier: Apache-2.0

extension ShopPage {
    /// Writes the page.
    @inline(never)
    public func write(to writer: inout ByteWriter) {
        writer.append(Markup.head)
        writer.append(escaping: title)
        writer.append(Markup.headToUser)
        writer.append(escaping: user ?? "Guest")
        writer.append(Markup.userToCart)
        if let cart {
            writer.append(Markup.cart)
            writer.append(cart.count)
            writer.append(Markup.countToTotal)
            writer.append(escaping: cart.total)
            writer.append(Markup.totalToEnd)
        }
        writer.append(Markup.cartToHeading)
        writer.append(escaping: title)
        writer.append(Markup.headingToCards)
        writeCards(to: &writer)
        writer.append(Markup.cardsToEnd)
    }

    private func writeCards(to writer: inout ByteWriter) {
        // A loop over the array itself copies each product and retains its texts.
        products.withUnsafeBufferPointer { products in
            for index in products.indices {
                writer.append(Markup.card)
                writer.append(escaping: products[index].cls)
                writer.append(Markup.classToURL)
                writer.append(escaping: products[index].url)
                writer.append(Markup.urlToImage)
                writer.append(escaping: products[index].image)
                writer.append(Markup.imageToName)
                writer.append(escaping: products[index].name)
                writer.append(Markup.nameToPrice)
                writer.append(escaping: products[index].price)
                writer.append(Markup.priceToBadge)
                if products[index].sale {
                    writer.append(Markup.badge)
                }
                writer.append(Markup.badgeToEnd)
            }
        }
    }
}
