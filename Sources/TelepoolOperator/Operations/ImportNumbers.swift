import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Puts phone numbers into a number pool.
package struct ImportNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/numbers")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Puts phone numbers into a number pool.",
        details: "A number that is held with the same contents counts as a duplicate. " + rowDetails,
        parameters: parameters, body: body, errors: [.unknownNumberPool, .quotaExceeded])
    /// How many numbers one request may name, ranges included, and how many one range.
    package static let (limit, rangeLimit) = (100_000, 10_000)

    static let rowDetails = """
        A row names one number or a range of up to \(rangeLimit) of them, both ends included; all rows together name up to \
        \(limit). What is left out of a row is left to the number itself: its type and its city, and the present time.
        """
    static let body = CSVBody(
        Input(optional: "number", .phoneNumber), Input(optional: "first", .phoneNumber),
        Input(optional: "last", .phoneNumber), Input(optional: "type", .choice(NumberType.names)),
        Input(optional: "city_code", .cityCode), Input(optional: "purchase_time", .time),
        Input(optional: "qualification_no", .anyText(upTo: 64)), anyOf: [["number"], ["first", "last"]])
    private static let parameters = Parameters(Input.numberPool)

    private var pool: NumberPoolNo
    private var numbers: CSVImport<[NumberEntry]>

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        numbers = try Self.numbers(in: request)
    }

    package func perform(in scope: TenantScope) throws -> ImportSummary {
        numbers.summary(of: \.number, try scope.numbers.add(numbers.rows.flatMap(\.value), to: pool))
    }

    /// Reads the rows of a request, whichever operation it is for.
    static func numbers(in request: RESTRequest) throws(OperatorError) -> CSVImport<[NumberEntry]> {
        let numbers = try body.read(request) {
            (number, first, last, type, city, purchasedAt, qualificationNo) throws(InputProblem) in
            try range(number, from: first, to: last).map {
                NumberEntry(
                    $0, type: type, cityCode: city, purchasedAt: purchasedAt, qualificationNo: qualificationNo)
            }
        }
        guard numbers.rows.reduce(0, { $0 + $1.value.count }) <= limit else {
            throw .invalidParameter("The body names more than \(limit) numbers.")
        }
        return numbers
    }

    private static func range(
        _ number: PhoneNumber?, from first: PhoneNumber?, to last: PhoneNumber?
    ) throws(InputProblem) -> [PhoneNumber] {
        switch (number, first, last) {
        case (let number?, nil, nil): return [number]
        case (nil, let first?, let last?):
            guard let range = PhoneNumber.range(from: first, to: last, limit: rangeLimit) else {
                throw InputProblem(
                    reason: "first and last have to be of the same length, in ascending order, "
                        + "at most \(rangeLimit) numbers")
            }
            return range
        case (nil, nil, nil): throw InputProblem(reason: "number is missing")
        case (nil, nil, _): throw InputProblem(reason: "first is missing")
        case (nil, _, nil): throw InputProblem(reason: "last is missing")
        default: throw InputProblem(reason: "a row names one number or a range, not both")
        }
    }
}
