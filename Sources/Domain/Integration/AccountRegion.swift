/// Where a hosted service would keep an account's data; kept and given back, one server has one place.
package enum AccountRegion: String, Sendable, CaseIterable {
    case wnam, enam, apac, eu
}
